import Dovetail
import Testing

@Suite("Worker: polls", .timeLimit(.minutes(5)))
struct PollTests {
  private let key = TaskKey("step", as: ((Int) -> Void).self)

  @Test func `rule 2: an idle worker asks each queue once in 20 s`() async throws {
    let bench = try await Workbench { $0.queues = ["other"] }
    let worker = RunningWorker(Worker(bench.broker) { key.handle { _ in } })
    for _ in 0..<5 {
      await bench.clock.waitForCalls(atLeast: 1)
      bench.clock.advance(by: .seconds(20))
    }
    await bench.waitForCalls(5, of: .receive)

    #expect(bench.faults.tally(of: .receive).calls <= 10)
    try await worker.stop()
  }

  @Test func `rule 2: a quiet queue does not slow a busy one, and dead letters are not polled`()
    async throws
  {
    let bench = try await Workbench { $0.queues = ["quiet"] }
    _ = try await bench.double.queues.send(OutgoingMessage("letter"), to: Workbench.deadLetters)
    try await bench.enqueue(key, 0..<50)

    let worker = RunningWorker(Worker(bench.broker) { key.handle { _ in } })
    try await bench.wait { $0.total == 0 }  // No time has passed: the other poll is still parked.
    try await worker.stop()

    #expect(try await bench.visible(in: Workbench.deadLetters).count == 1)
  }

  @Test func `rule 2: any handler runs from any queue`() async throws {
    let bench = try await Workbench { $0.queues = ["other"] }
    try await bench.broker.enqueue(key, 1, options: .queue("other"))
    try await bench.broker.enqueue(key, 2)

    let reports = try await Worker(bench.broker) { key.handle { _ in } }.drain()

    #expect(reports.map(\.outcome) == [.succeeded, .succeeded])
  }

  @Test func `rule 2: a worker that is given queues receives from no others`() async throws {
    let bench = try await Workbench { $0.queues = ["other"] }
    try await bench.broker.enqueue(key, 1)
    try await bench.broker.enqueue(key, 2, options: .queue("other"))

    let reports = try await Worker(bench.broker, queues: ["other"]) { key.handle { _ in } }.drain()

    #expect(reports.map(\.outcome) == [.succeeded])
    #expect(try await bench.broker.counts(of: "default").available == 1)
  }

  @Test func `rule 2: a dead-letter queue that is declared is not polled, unless it is named`()
    async throws
  {
    let bench = try await Workbench { $0.queues = ["default-dlq"] }
    try await bench.broker.enqueue(key, 1, options: .queue("default-dlq"))

    let byDefault = try await Worker(bench.broker) { key.handle { _ in } }.drain()
    let named = try await Worker(
      bench.broker, queues: ["default-dlq"], deadLetters: .discard
    ) { key.handle { _ in } }.drain()

    #expect(byDefault.isEmpty)
    #expect(named.map(\.outcome) == [.succeeded])
  }

  @Test(arguments: [FaultRule.throttle(.receive), .fail(.accessDenied, .receive)])
  func `rule 2: a queue that cannot be received from stops no other, and is tried again`(
    fault: FaultRule
  ) async throws {
    let bench = try await Workbench { $0.queues = ["broken"] }
    bench.faults.add(fault.on(try QueueName("broken")).times(3))
    try await bench.broker.enqueue(key, 1)
    try await bench.broker.enqueue(key, 2, options: .queue("broken"))

    let worker = RunningWorker(Worker(bench.broker) { key.handle { _ in } })
    try await bench.wait { $0.total == 0 }
    while try await bench.broker.counts(of: "broken").total > 0 {
      bench.clock.advance(by: .seconds(1))
      await Task.yield()
    }

    try await worker.stop()
  }
}
