import Dovetail
import Testing

@Suite("Payloads: bodies that cannot be read", .timeLimit(.minutes(5)))
struct MissingBodyTests {
  private static let large = PayloadBench.large
  private static let taskIQ = ["s3_extended_message": MessageAttribute.string("True")]

  private func isDeadLettered(_ reports: [TaskReport]) -> [Bool] {
    reports.map { if case .deadLettered = $0.outcome { true } else { false } }
  }

  private func isPutOff(_ reports: [TaskReport]) -> [Bool] {
    reports.map { if case .postponed = $0.outcome { true } else { false } }
  }

  @Test func `rule 9: a missing body is dead-lettered at once, and its waiter told`() async throws {
    let bench = try await PayloadBench()
    let task = bench.count
    let job = try await task.enqueue(Self.large)
    try await bench.remove("app/payloads/\(job.id).json")

    let reports = try await Worker(bench.broker) { task }.drain()

    #expect(isDeadLettered(reports) == [true])
    #expect(reports.first?.id == job.id)
    let failure = await #expect(throws: TaskFailure.self) { try await job.value(timeout: .zero) }
    #expect(failure?.description.contains("missing") == true)
    let letter = try #require(try await bench.bench.visible(in: Workbench.deadLetters).first)
    #expect(letter.body.contains("s3_key"))
    #expect(letter.attributes["dovetail_dead_letter"]?.stringValue?.contains("missing") == true)
  }

  @Test(arguments: [true, false])
  func `rule 9: a second delivery of a done task is a duplicate`(hasResult: Bool) async throws {
    let bench = try await PayloadBench()
    let task = bench.count
    let job = try await task.enqueue(Self.large)
    let pointer = try #require(try await bench.bench.visible().first)
    bench.clock.advance(by: .seconds(1))
    try await Worker(bench.broker) { task }.drain()
    if hasResult {
      try await bench.remove("app/payloads/done/\(job.id)")
    } else {
      let bucket = try BucketName("results")
      _ = try await bench.bench.double.blobs.delete([job.id.rawValue], in: bucket)
    }

    try await bench.send(pointer.body, pointer.attributes)
    let reports = try await Worker(bench.broker) { task }.drain()

    #expect(reports.map(\.outcome) == [.duplicate])
    #expect(try await bench.bench.visible(in: Workbench.deadLetters).isEmpty)
  }

  @Test(arguments: [
    FaultRule.refuseReads, .throttle(.getBlob), .unreachable(.getBlob), .loseAnswer(.getBlob),
    .fail(.bucketDoesNotExist, .getBlob),
  ])
  func `rule 9: a read that fails is made again later`(rule: FaultRule) async throws {
    let bench = try await PayloadBench()
    let task = bench.count
    let job = try await task.enqueue(Self.large)
    bench.faults.add(rule.on(bench.bucket))

    let first = try await Worker(bench.broker) { task }.drain()
    bench.faults.removeAll()
    bench.clock.advance(by: .seconds(900))
    let second = try await Worker(bench.broker) { task }.drain()

    #expect(isPutOff(first) == [true])
    #expect(second.map(\.outcome) == [.succeeded])
    #expect(second.map(\.attempt) == [1])
    #expect(try await job.value(timeout: .zero) == 3000)
  }

  @Test func `T7: a refused read of one body does not keep the others from running`() async throws {
    let bench = try await PayloadBench()
    let task = bench.count
    try await task.enqueue(Self.large)
    let small = try await task.enqueue("small")
    bench.faults.add(FaultRule.refuseReads.on(bench.bucket))

    _ = try await Worker(bench.broker) { task }.drain()

    #expect(try await small.value(timeout: .zero) == 5)
  }

  @Test(arguments: [
    "", "not JSON", "[]", "7", "{}", #"{"s3_bucket":"bodies"}"#, #"{"s3_key":"x"}"#,
    #"{"s3_bucket":"bodies","s3_key":7}"#, #"{"s3_bucket":"bodies","s3_key":""}"#,
    #"{"s3_bucket":"No Bucket","s3_key":"x"}"#, #"{"s3_bucket":null,"s3_key":null}"#,
  ])
  func `T7: a bad pointer is dead-lettered, and the worker goes on`(body: String) async throws {
    let bench = try await PayloadBench()
    let task = bench.count
    try await bench.send(body.isEmpty ? " " : body, Self.taskIQ)
    let small = try await task.enqueue("small")

    let reports = try await Worker(bench.broker, concurrency: 1) { task }.drain()

    #expect(reports.count == 2)
    #expect(isDeadLettered(reports).contains(true))
    #expect(try await small.value(timeout: .zero) == 5)
    #expect(try await bench.bench.visible(in: Workbench.deadLetters).count == 1)
  }

  @Test(arguments: [
    "results/secret", "app/payloads-of-others/x.json", "app/payloads/../results/secret",
    "app/payloads/./x.json", "app/x.json",
  ])
  func `rule 9: a pointer to elsewhere in the bucket is not followed`(key: String) async throws {
    let bench = try await PayloadBench()
    let task = bench.count
    try await bench.put("secret", at: key)
    try await bench.send(#"{"s3_bucket":"bodies","s3_key":"\#(key)"}"#, Self.taskIQ)

    let reports = try await Worker(bench.broker) { task }.drain()

    #expect(isDeadLettered(reports) == [true])
    #expect(bench.faults.tally(of: .getBlob) == CallTally())
    #expect(try await bench.keys() == [key])
  }

  @Test(arguments: [[UInt8](), [0xFF, 0xFE], Array(repeating: 0x20, count: 5000)])
  func `what is no body is dead-lettered`(bytes: [UInt8]) async throws {
    let bench = try await PayloadBench { $0.payloads.largestBody = 4096 }
    let task = bench.count
    let job = try await task.enqueue(Self.large)
    let key = BlobKey(bucket: bench.bucket, key: "app/payloads/\(job.id).json")
    _ = try await bench.bench.double.blobs.put(bytes, at: key)

    let reports = try await Worker(bench.broker) { task }.drain()

    #expect(isDeadLettered(reports) == [true])
    await #expect(throws: TaskFailure.self) { try await job.value(timeout: .zero) }
    #expect(try await bench.keys() == [key.key])
  }

  @Test func `a worker without a store leaves a pointer to others, ten times`() async throws {
    let bench = try await PayloadBench()
    try await bench.count.enqueue(Self.large)
    let broker = try await bench.bench.brokerWithoutBlobs()
    let plain = broker.task("count") { (text: String) in text.count }

    let reports = try await bench.bench.drainAll(Worker(broker) { plain })

    #expect(reports.count == 10)
    #expect(isPutOff(reports) == Array(repeating: true, count: 9) + [false])
    #expect(isDeadLettered(reports).last == true)
    #expect(try await bench.bench.visible(in: Workbench.deadLetters).count == 1)
  }
}
