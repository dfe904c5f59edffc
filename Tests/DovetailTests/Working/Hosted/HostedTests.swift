import Dovetail
import Testing

@Suite("Worker: messages that a host has received", .timeLimit(.minutes(5)))
struct HostedTests {
  @Test func `nothing is deleted, and results are stored`() async throws {
    let bench = try await Workbench()
    let echo = bench.broker.task("echo") { (number: Int) in number }
    let job = try await echo.enqueue(3)

    let report = try await Worker(bench.broker) { echo }.run(
      received: try await bench.visible(), from: "default")

    #expect(report.tasks.map(\.outcome) == [.succeeded])
    #expect(report.failures.isEmpty)
    #expect(try await job.value(timeout: .zero) == 3)
    #expect(bench.faults.tally(of: .delete).calls == 0)
    bench.clock.advance(by: .seconds(1))
    #expect(try await bench.visible().count == 1)
  }

  @Test func `messages that failed are told, and come again by their host`() async throws {
    let bench = try await Workbench()
    let even = bench.broker.task("even") { (number: Int) in
      guard number % 2 == 0 else { throw PaymentDeclined() }
    }
    for number in 0..<4 { try await even.enqueue(number) }
    let messages = try await bench.visible()

    let report = try await Worker(bench.broker) { even }.run(received: messages, from: "default")

    #expect(report.failures == [messages[1].id, messages[3].id])
    #expect(
      report.partialBatchResponse.batchItemFailures.map(\.itemIdentifier)
        == report.failures.map(\.rawValue))
    #expect(bench.faults.tally(of: .changeVisibility).calls == 0)
    #expect(try await bench.results.attempts(of: messages[1].id)?.failedRuns == 1)
  }

  @Test func `attempts count from one delivery to the next, and the last is a dead letter`()
    async throws
  {
    let bench = try await Workbench()
    let flaky = Flaky(bench.broker, attempts: 2)
    let job = try await flaky.task.enqueue(1)

    let first = try await flaky.worker.run(received: try await bench.visible(), from: "default")
    bench.clock.advance(by: .seconds(1))
    let again = try await bench.visible()
    let second = try await flaky.worker.run(received: again, from: "default")

    #expect(first.tasks.map(\.attempt) == [1])
    #expect(first.failures.count == 1)
    #expect(second.tasks.map(\.outcome) == [.deadLettered(reason: "PaymentDeclined: no cover")])
    #expect(second.failures.isEmpty)
    await #expect(throws: TaskFailure.self) { try await job.value(timeout: .zero) }
    #expect(try await bench.visible(in: Workbench.deadLetters).count == 1)
    // The host's delete may fail: then the rule is repeated, not the body.
    #expect(try await bench.results.attempts(of: again[0].id)?.isFinal == true)
  }

  @Test func `rule 6: a FIFO group stops at its first failure, and the others go on`() async throws
  {
    let bench = try await Workbench { $0.defaultQueue = "orders.fifo" }
    let orders = try QueueName("orders.fifo")
    let check = bench.broker.task("check") { (number: Int) in
      guard number != 1 else { throw PaymentDeclined() }
    }
    for number in 0..<6 {
      try await check.enqueue(number, options: .group(number < 4 ? "a" : "b"))
    }
    let messages = try await bench.visible(in: orders)

    let report = try await Worker(bench.broker) { check }.run(
      received: messages, from: "orders.fifo")

    #expect(messages.map(\.groupID) == ["a", "a", "a", "a", "b", "b"])
    #expect(report.failures == messages[1...3].map(\.id))
    #expect(report.tasks.count { $0.outcome == .succeeded } == 3)
  }

  @Test func `at the end of the host's time what runs is cancelled and told as failed`()
    async throws
  {
    let bench = try await Workbench()
    let slow = bench.broker.task("slow") { (context: TaskContext) in
      try await context.clock.sleep(for: .seconds(3600))
    }
    try await slow.enqueue()
    let messages = try await bench.visible()
    let worker = Worker(bench.broker) { slow }

    let run = Task {
      try await worker.run(received: messages, from: "default", within: .seconds(60))
    }
    await bench.clock.waitForCalls(atLeast: 3)  // The lease, the end, the body's sleep.
    bench.clock.advance(by: .seconds(55))
    await bench.clock.waitForCall(by: bench.clock.now.advanced(by: .seconds(4)))
    bench.clock.advance(by: .seconds(4))

    #expect(try await run.value.failures == messages.map(\.id))
  }

  @Test func `nothing received is nothing failed`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("task") {}

    let report = try await Worker(bench.broker) { task }.run(received: [], from: "default")

    #expect(report.tasks.isEmpty)
    #expect(report.failures.isEmpty)
  }

  @Test func `a queue is looked up once in five minutes, however many calls there are`()
    async throws
  {
    let bench = try await Workbench()
    let task = bench.broker.task("task") {}
    let worker = Worker(bench.broker) { task }
    _ = try await worker.run(received: [], from: "default")

    // Without a dead-letter queue a worker that looks does not start.
    var attributes = QueueAttributes()
    attributes.values[.redrivePolicy] = ""
    try await bench.double.administration.setAttributes(attributes, of: Workbench.queue)
    bench.clock.advance(by: .seconds(299))
    _ = try await worker.run(received: [], from: "default")
    bench.clock.advance(by: .seconds(1))
    let error = await #expect(throws: TaskError.self) {
      try await worker.run(received: [], from: "default")
    }

    #expect(error?.code == .noDeadLetterQueue)
  }
}
