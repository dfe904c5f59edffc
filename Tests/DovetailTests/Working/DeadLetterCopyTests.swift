import Dovetail
import MetricsTestKit
import Testing

@Suite("Worker: copies of dead letters", .timeLimit(.minutes(5)))
struct DeadLetterCopyTests {
  private let key = TaskKey("step", as: ((Int) -> Void).self)

  private var broken: TaskHandler { key.handle(retry: .never) { _ in throw PaymentDeclined() } }

  @Test func `rule 7: the dead-letter queue is the one that the queue's redrive policy names`()
    async throws
  {
    let bench = try await Workbench {
      $0.defaultQueue = TaskQueue("default") { $0.deadLetters = .queue("graveyard") }
    }
    try await bench.broker.enqueue(key, 1)

    try await Worker(bench.broker) { broken }.drain()

    #expect(try await bench.visible(in: QueueName("graveyard")).count == 1)
  }

  @Test func `rule 7: on FIFO the copy keeps its group, and its id is that of the message`()
    async throws
  {
    let bench = try await Workbench { $0.defaultQueue = "orders.fifo" }
    try await bench.broker.enqueue(key, 1, options: .group("a"))

    let reports = try await Worker(bench.broker) { broken }.drain()

    let copy = try #require(try await bench.visible(in: QueueName("orders-dlq.fifo")).first)
    #expect(copy.groupID == "a")
    #expect(copy.deduplicationID == reports.first?.messageID.rawValue)
  }

  @Test func `rule 7: a message that was lost meanwhile has no copy`() async throws {
    let bench = try await Workbench()
    try await bench.broker.enqueue(key, 1)
    bench.faults.add(.throttle(.changeVisibility))
    bench.faults.add(.delayAnswer(by: .seconds(59), .putBlob).times(1))

    async let reports = Worker(bench.broker) { broken }.drain()
    await bench.clock.waitForCall(by: bench.clock.now.advanced(by: .seconds(30)))
    await bench.clock.waitForCalls(atLeast: 2)  // The lease, the error's way to the store.
    bench.clock.advance(by: .seconds(59))

    #expect(try await reports.map(\.outcome) == [.lost])
    #expect(try await bench.visible(in: Workbench.deadLetters).isEmpty)
    #expect(bench.faults.tally(of: .delete).calls == 0)
  }

  @Test(arguments: [true, false])
  func `rule 7: a reason without room is left out of the copy, and counted`(
    isFullOfAttributes: Bool
  ) async throws {
    let metrics = TestMetrics()
    let bench = try await Workbench { $0.metrics = metrics }
    let attributes = Dictionary(
      uniqueKeysWithValues: (0..<(isFullOfAttributes ? 10 : 0)).map { number in
        ("a\(number)", MessageAttribute.string("x"))
      })
    let body = String(repeating: "x", count: isFullOfAttributes ? 1 : SQSLimits.messageBytes)
    _ = try await bench.double.queues.send(
      OutgoingMessage(body, attributes: attributes), to: Workbench.queue)

    try await Worker(bench.broker) { broken }.drain()

    let copy = try #require(try await bench.visible(in: Workbench.deadLetters).first)
    #expect(copy.attributes == attributes)
    let dropped = try metrics.expectCounter("dovetail.run.notes.dropped", [("queue", "default")])
    #expect(dropped.totalValue == 1)
  }

  @Test func `rule 7: what kills its workers is moved by the queue itself`() async throws {
    let bench = try await Workbench {
      $0.defaultQueue = TaskQueue("default") {
        $0.deadLetters = .queue("default-dlq", maxReceiveCount: 3)
      }
    }
    let runs = Notes<Int>()
    try await bench.broker.enqueue(key, 1)
    let worker = Worker(bench.broker) {
      key.handle { _ in
        runs.add(1)
        bench.faults.crash()
      }
    }

    for _ in 0..<3 {
      await #expect(throws: TransportError.self) { try await worker.drain() }
      bench.faults.restart()
      bench.clock.advance(by: .seconds(60))
    }
    #expect(try await worker.drain().isEmpty)

    #expect(runs.all.count == 3)
    let copy = try #require(try await bench.visible(in: Workbench.deadLetters).first)
    #expect(copy.deadLetterSource?.queue == Workbench.queue)
  }
}
