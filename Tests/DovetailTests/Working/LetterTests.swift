import Dovetail
import Testing

@Suite("Dead letters: looking", .timeLimit(.minutes(5)))
struct LetterTests {
  @Test(arguments: [true, false])
  func `a letter tells what failed, where, why and how often`(canInspect: Bool) async throws {
    let bench = try await Workbench()
    let broker = try await bench.broker(canInspect: canInspect)
    let flaky = Flaky(broker, attempts: 2)
    let job = try await flaky.task.enqueue(
      1, options: .attribute("entity_id", .string("doc-123")))
    let reports = try await flaky.worker.drain()

    let letter = try #require(try await broker.deadLetters(of: "default").look().letters.first)

    #expect(letter.taskID == job.id)
    #expect(letter.name == "flaky")
    #expect(letter.origin == Workbench.queue)
    #expect(letter.reason == "PaymentDeclined: no cover")
    #expect(letter.attempts == 2)
    #expect(letter.originalMessageID == reports.first?.messageID)
    #expect(letter.sentAt == bench.clock.now)
    #expect(letter.entityID == "doc-123")
  }

  @Test func `where the store can be looked into, nothing is received`() async throws {
    let bench = try await Workbench()
    let flaky = Flaky(bench.broker)
    for number in 0..<12 { try await flaky.task.enqueue(number) }
    try await flaky.worker.drain()
    let letters = try await bench.broker.deadLetters(of: "default")

    let page = try await letters.look(upTo: 8)
    let rest = try await letters.look(upTo: 8, after: page.nextToken)

    #expect(!page.raisedReceiveCounts)
    #expect(page.letters.count == 8)
    #expect(rest.letters.count == 4)
    #expect(Set((page.letters + rest.letters).map(\.messageID)).count == 12)
    #expect(try await bench.visible(in: Workbench.deadLetters).allSatisfy { $0.receiveCount == 1 })
  }

  @Test func `elsewhere letters are received, which the page says, and shown again`() async throws {
    let bench = try await Workbench()
    let broker = try await bench.broker(canInspect: false)
    let flaky = Flaky(broker)
    for number in 0..<12 { try await flaky.task.enqueue(number) }
    try await flaky.worker.drain()

    let page = try await broker.deadLetters(of: "default").look()

    #expect(page.raisedReceiveCounts)
    #expect(page.letters.count == 12)
    let visible = try await bench.visible(in: Workbench.deadLetters)
    #expect(visible.count == 10)
    #expect(visible.allSatisfy { $0.receiveCount == 2 })
  }

  @Test func `a body that cannot be read is a letter too`() async throws {
    let bench = try await Workbench()
    _ = try await bench.double.queues.send(
      OutgoingMessage("not JSON", attributes: ["task_name": .string("yearBuilt")]),
      to: Workbench.deadLetters)

    let page = try await bench.broker.deadLetters(of: "default").look()

    #expect(page.letters.map(\.name) == ["yearBuilt"])
    #expect(page.letters.map(\.taskID) == [nil])
    #expect(page.letters.map(\.origin) == [nil])
  }

  @Test func `a queue without a dead-letter queue has no letters`() async throws {
    let bench = try await Workbench { configuration in
      configuration.queues = [TaskQueue("plain") { $0.deadLetters = .none }]
    }

    let error = await #expect(throws: TaskError.self) {
      try await bench.broker.deadLetters(of: "plain")
    }

    #expect(error?.code == .noDeadLetterQueue)
  }
}

extension Workbench {
  /// A broker on the same queues, whose dead letters can be looked at or must be received.
  fileprivate func broker(canInspect: Bool) async throws -> Broker {
    var services = services
    if !canInspect { services.inspection = nil }
    var configuration = BrokerConfiguration()
    configuration.logger = Self.silence
    return try await Broker(services, configuration)
  }
}
