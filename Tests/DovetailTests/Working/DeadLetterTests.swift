import Dovetail
import Testing

@Suite("Worker: dead letters", .timeLimit(.minutes(5)))
struct DeadLetterTests {
  @Test func `rule 7: the copy is sent before the message is deleted`() async throws {
    let bench = try await Workbench()
    let broken = bench.broker.task("broken", retry: .never) { throw PaymentDeclined() }
    try await broken.enqueue()
    bench.faults.add(.crash(before: .delete))

    await #expect(throws: TransportError.self) {
      try await Worker(bench.broker) { broken }.drain()
    }

    #expect(try await bench.visible(in: Workbench.deadLetters).count == 1)
    bench.clock.advance(by: .seconds(60))
    #expect(try await bench.visible().count == 1)
  }

  @Test func `rule 7: the error result is stored, so that no waiter hangs`() async throws {
    let bench = try await Workbench()
    let broken = bench.broker.task("broken", retry: .never) { () -> Int in throw PaymentDeclined() }
    let job = try await broken.enqueue()

    try await Worker(bench.broker) { broken }.drain()

    let failure = await #expect(throws: TaskFailure.self) { try await job.value(timeout: .zero) }
    #expect(failure?.type == "PaymentDeclined")
    #expect(failure?.messages == ["no cover"])
  }

  @Test func `rule 7: the copy says why, from where and after how many runs`() async throws {
    let bench = try await Workbench()
    let broken = bench.broker.task("broken", retry: .immediate(maxAttempts: 2)) { (_: Int) in
      throw PaymentDeclined()
    }
    let job = try await broken.enqueue(42)

    let reports = try await Worker(bench.broker) { broken }.drain()

    let copy = try #require(try await bench.visible(in: Workbench.deadLetters).first)
    #expect(copy.body.contains("\"args\""))
    let explanation = try #require(copy.attributes["dovetail_dead_letter"]?.stringValue)
    #expect(explanation.contains("\"reason\":\"PaymentDeclined: no cover\""))
    #expect(explanation.contains("\"origin\":\"default\""))
    #expect(explanation.contains("\"attempts\":2"))
    #expect(explanation.contains("\"task_id\":\"\(job.id)\""))
    #expect(explanation.contains("\"message_id\":\"\(reports[0].messageID)\""))
  }

  @Test func `rule 7: while the copy cannot be sent, the rule is retried, not the body`()
    async throws
  {
    let bench = try await Workbench()
    let gate = Gate()
    gate.open()
    let broken = bench.broker.task("broken", retry: .never) {
      await gate.pass()
      throw PaymentDeclined()
    }
    try await broken.enqueue()
    let worker = Worker(bench.broker) { broken }
    bench.faults.add(.throttle(.send).on(Workbench.deadLetters))

    let first = try await worker.drain()
    bench.clock.advance(by: .seconds(30))
    bench.faults.removeAll()
    let second = try await worker.drain()

    #expect(first.map(\.outcome) == [.unsettled])
    #expect(second.map(\.outcome) == [.deadLettered(reason: "PaymentDeclined: no cover")])
    #expect(gate.arrivals == 1)
    #expect(try await bench.visible(in: Workbench.deadLetters).count == 1)
  }

  @Test func `a dead letter that is pushed back runs again, with all its attempts`() async throws {
    let bench = try await Workbench()
    let broken = bench.broker.task("broken", retry: .immediate(maxAttempts: 2)) {
      throw PaymentDeclined()
    }
    try await broken.enqueue()
    let worker = Worker(bench.broker) { broken }
    try await worker.drain()
    let copy = try #require(try await bench.visible(in: Workbench.deadLetters).first)
    _ = try await bench.double.queues.send(
      OutgoingMessage(copy.body, attributes: copy.attributes), to: Workbench.queue)

    let reports = try await worker.drain()

    #expect(reports.map(\.attempt) == [1, 2])
  }

  @Test(arguments: [1, 2])
  func `a dead letter leaves no record of its runs`(attempts: Int) async throws {
    let bench = try await Workbench()
    let broken = bench.broker.task("broken", retry: .immediate(maxAttempts: attempts)) {
      throw PaymentDeclined()
    }
    try await broken.enqueue()

    let reports = try await Worker(bench.broker) { broken }.drain()

    let message = try #require(reports.last).messageID
    #expect(try await bench.results.attempts(of: message) == nil)
  }

  @Test func `rule 7: a queue without a dead-letter queue is refused at the start`() async throws {
    let bench = try await Workbench()
    let plain = try QueueName("plain")
    try await bench.double.administration.createQueue(plain)
    var configuration = BrokerConfiguration()
    configuration.queues = ["plain"]
    let broker = try await Broker(bench.services, configuration)
    let task = broker.task("task") {}

    let error = await #expect(throws: TaskError.self) {
      try await Worker(broker, queues: ["plain"]) { task }.drain()
    }

    #expect(error?.code == .noDeadLetterQueue)
    #expect(error?.description.contains("plain") == true)
  }

  @Test func `rule 7: discarding stores the error result and deletes`() async throws {
    let bench = try await Workbench()
    let plain = try QueueName("plain")
    try await bench.double.administration.createQueue(plain)
    var configuration = BrokerConfiguration()
    configuration.queues = ["plain"]
    configuration.logger = Workbench.silence
    let broker = try await Broker(bench.services, configuration)
    let broken = broker.task("broken", queue: "plain", retry: .never) { throw PaymentDeclined() }
    let job = try await broken.enqueue()

    let worker = Worker(broker, queues: ["plain"], deadLetters: .discard) { broken }
    let reports = try await worker.drain()

    #expect(reports.map(\.outcome) == [.deadLettered(reason: "PaymentDeclined: no cover")])
    await #expect(throws: TaskFailure.self) { try await job.value(timeout: .zero) }
    bench.clock.advance(by: .seconds(60))
    #expect(try await bench.visible(in: plain).isEmpty)
  }
}
