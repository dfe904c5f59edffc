import Dovetail
import Testing

@Suite("Payloads: sending", .timeLimit(.minutes(5)))
struct LargeBodyTests {
  private static let large = PayloadBench.large

  @Test func `a body over the queue's limit comes back whole`() async throws {
    let bench = try await PayloadBench()
    let text = String(repeating: "naïve 🚀 ", count: 500)
    let echo = bench.broker.task("echo") { (text: String) in text }
    let job = try await echo.enqueue(text)

    let message = try #require(try await bench.bench.visible().first)
    bench.clock.advance(by: .seconds(1))
    try await Worker(bench.broker) { echo }.drain()

    #expect(message.body.utf8.count < 200)
    #expect(try await job.value(timeout: .zero) == text)
  }

  @Test func `a broker that was opened by a URL takes a body over 1 MiB`() async throws {
    let broker = try await Broker.open("memory:")
    let task = broker.task("count") { (text: String) in text.count }
    let job = try await task.enqueue(String(repeating: "x", count: 1_048_577))

    try await Worker(broker) { task }.drain()

    #expect(try await job.value(timeout: .zero) == 1_048_577)
  }

  @Test func `the pointer has the form that TaskIQ's workers read`() async throws {
    let bench = try await PayloadBench()
    let job = try await bench.count.enqueue(Self.large)

    let message = try #require(try await bench.bench.visible().first)
    let key = "app/payloads/\(job.id).json"
    #expect(message.body == #"{"s3_bucket":"bodies","s3_key":"\#(key)"}"#)
    #expect(message.attributes == ["s3_extended_message": .string("True")])
    let object = try await bench.bench.double.blobs.get(BlobKey(bucket: bench.bucket, key: key))
    #expect(String(decoding: object.bytes, as: UTF8.self).contains(#""args":["xxx"#))
  }

  @Test(arguments: ["a", "é"])
  func `T6: exactly the limit goes by the queue, and a byte more does not`(
    letter: String
  ) async throws {
    let bench = try await PayloadBench()
    let room = PayloadBench.limit - "nameString".utf8.count - "value".utf8.count
    let fitting = String(repeating: letter, count: room / letter.utf8.count)
    let padding = String(repeating: "a", count: room - fitting.utf8.count)
    let options = SendOptions.attribute("name", .string("value"))

    try await bench.broker.sendRaw(fitting + padding, options: options)
    #expect(try await bench.keys().isEmpty)
    try await bench.broker.sendRaw(fitting + padding + "a", options: options)

    #expect(try await bench.keys().count == 1)
    #expect(try await bench.bench.visible().count == 2)
  }

  @Test func `a lower threshold keeps smaller bodies in the store`() async throws {
    let bench = try await PayloadBench { $0.payloads.threshold = 500 }

    try await bench.count.enqueue(String(repeating: "x", count: 100))
    #expect(try await bench.keys().isEmpty)
    try await bench.count.enqueue(String(repeating: "x", count: 500))

    #expect(try await bench.keys().count == 1)
  }

  @Test func `T8: a repeated id never overwrites another call's body`() async throws {
    let bench = try await PayloadBench()
    let letters = ["a", "b", "b"]
    let echo = bench.broker.task("echo") { (text: String) in String(text.prefix(1)) }

    for letter in letters {
      try await echo.enqueue(String(repeating: letter, count: 3000), options: .id("same"))
    }

    let keys = try await bench.keys()
    #expect(keys.contains("app/payloads/same.json"))
    #expect(keys.count == 3)
    let reports = try await Worker(bench.broker) { echo }.drain()
    #expect(reports.map(\.outcome) == [.succeeded, .succeeded, .succeeded])
  }

  @Test(arguments: ["a/b", "../up", "ünï", "a b", "!41", String(repeating: "é", count: 128)])
  func `an id of any characters has a body of its own`(id: String) async throws {
    let bench = try await PayloadBench()
    let task = bench.count
    let job = try await task.enqueue(Self.large, options: .id(TaskID(rawValue: id)))

    let reports = try await Worker(bench.broker) { task }.drain()

    #expect(reports.map(\.outcome) == [.succeeded])
    #expect(try await job.value(timeout: .zero) == 3000)
    #expect(try await bench.keys().count == 1)  // The mark.
  }

  @Test func `the order of a FIFO group holds with large bodies in between`() async throws {
    let bench = try await PayloadBench {
      $0.queues = [TaskQueue("steps.fifo") { $0.attributes.maximumMessageSize = 2048 }]
    }
    let seen = Log<Int>()
    let key = TaskKey("step", "text", queue: "steps.fifo", as: ((String) -> Void).self)
    let sizes = (1...30).map { $0 % 3 == 0 ? 3000 + $0 : $0 }

    let outcomes = await bench.broker.enqueueAll(
      key, sizes.map { String(repeating: "x", count: $0) })
    for outcome in outcomes { _ = try outcome.get() }
    try await Worker(bench.broker) { key.handle { text in seen.add(text.count) } }.drain()

    #expect(seen.all == sizes)
  }

  @Test func `a body that is sent later goes by the store too`() async throws {
    let bench = try await PayloadBench()
    let task = bench.count
    let key = TaskKey("count", as: ((String) -> Int).self)
    let job = try await bench.broker.enqueueLater(key, Self.large)
    await bench.broker.flush()

    try await Worker(bench.broker) { task }.drain()

    #expect(try await job.value(timeout: .zero) == 3000)
  }
}
