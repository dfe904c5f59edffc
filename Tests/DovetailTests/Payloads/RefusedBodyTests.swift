import Dovetail
import Testing

@Suite("Payloads: what is refused before anything is stored", .timeLimit(.minutes(5)))
struct RefusedBodyTests {
  private static let large = PayloadBench.large

  @Test func `without a blob store a large body is refused by its size, and counted`() async throws
  {
    let bench = try await Workbench(hasBlobs: false, PayloadBench.limitDefaultQueue)
    let broker = try await bench.brokerWithoutBlobs()
    let task = broker.task("count") { (text: String) in text.count }

    let error = await #expect(throws: TaskError.self) { try await task.enqueue(Self.large) }

    #expect(error?.code == .tooLarge)
    #expect(error?.description.contains("2048") == true)
    #expect(try broker.status(of: "default").counters.oversized == 1)
    #expect(try await bench.visible().isEmpty)
  }

  @Test func `a raw body is refused and counted likewise`() async throws {
    let broker = try await Workbench(hasBlobs: false, PayloadBench.limitDefaultQueue)
      .brokerWithoutBlobs()

    let error = await #expect(throws: TaskError.self) { try await broker.sendRaw(Self.large) }

    #expect(error?.code == .tooLarge)
    #expect(try broker.status(of: "default").counters.oversized == 1)
  }

  @Test func `a body over the largest is refused`() async throws {
    let bench = try await PayloadBench { $0.payloads.largestBody = 2500 }

    let error = await #expect(throws: TaskError.self) { try await bench.count.enqueue(Self.large) }

    #expect(error?.code == .tooLarge)
    #expect(error?.description.contains("2500") == true)
    #expect(try await bench.keys().isEmpty)
  }

  @Test func `ten attributes leave no room for the pointer's own`() async throws {
    let bench = try await PayloadBench()
    var options = SendOptions()
    for number in 0..<10 { options.attributes["a\(number)"] = .string("x") }
    try await bench.count.enqueue("small", options: options)

    await #expect(throws: TransportError.self) {
      try await bench.count.enqueue(Self.large, options: options)
    }

    #expect(bench.faults.tally(of: .putBlob) == CallTally())
  }

  @Test func `attributes over the limit by themselves are refused`() async throws {
    let bench = try await PayloadBench()

    let error = await #expect(throws: TransportError.self) {
      try await bench.count.enqueue("x", options: .attribute("a", .string(Self.large)))
    }

    #expect(error?.description.contains("2048") == true)
    #expect(bench.faults.tally(of: .putBlob) == CallTally())
  }

  @Test(arguments: ["s3_extended_message", "ExtendedPayloadSize", "SQSLargePayloadSize"])
  func `an attribute that means a pointer is refused`(name: String) async throws {
    let bench = try await PayloadBench()

    let error = await #expect(throws: TaskError.self) {
      try await bench.count.enqueue(Self.large, options: .attribute(name, .string("1")))
    }

    #expect(error?.description.contains(name) == true)
    #expect(try await bench.keys().isEmpty)
  }

  @Test func `characters that SQS does not carry are refused at any size`() async throws {
    let bench = try await PayloadBench()

    for body in ["\u{1}", Self.large + "\u{1}"] {
      let error = await #expect(throws: TransportError.self) {
        try await bench.broker.sendRaw(body)
      }
      #expect(error?.code == .invalidMessageContents)
    }
    #expect(try await bench.keys().isEmpty)
  }

  @Test func `a queue that compares contents needs an id for what is not in it`() async throws {
    let bench = try await PayloadBench {
      $0.queues = [
        TaskQueue("orders.fifo") {
          $0.attributes.maximumMessageSize = 2048
          $0.deduplication = .content
        }
      ]
    }
    let task = bench.broker.task("count", queue: "orders.fifo") { (text: String) in text.count }
    try await task.enqueue("small")

    let error = await #expect(throws: TaskError.self) { try await task.enqueue(Self.large) }
    #expect(error?.description.contains("de-duplication id") == true)
    #expect(try await bench.keys().isEmpty)
    for _ in 0..<2 { try await task.enqueue(Self.large, options: .deduplicationID("one")) }

    #expect(try await bench.bench.visible(in: QueueName("orders.fifo")).count == 2)
  }

  @Test(arguments: [-1, 1_048_577])
  func `a threshold out of range is refused at the start`(threshold: Int) async throws {
    let error = await #expect(throws: TaskError.self) {
      try await PayloadBench { $0.payloads.threshold = threshold }
    }

    #expect(error?.description.contains("\(threshold)") == true)
  }

  @Test func `a threshold without a blob store is refused at the start`() async throws {
    let error = await #expect(throws: TaskError.self) {
      try await Workbench().brokerWithoutBlobs { $0.payloads.threshold = 500 }
    }

    #expect(error?.description.contains("blob store") == true)
  }

  @Test func `bodies of no bytes at most are refused at the start`() async throws {
    await #expect(throws: TaskError.self) { try await PayloadBench { $0.payloads.largestBody = 0 } }
  }
}
