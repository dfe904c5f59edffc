import Dovetail
import Synchronization
import Testing

@Suite("Worker: retries and attempts", .timeLimit(.minutes(5)))
struct RetryTests {
  @Test func `rule 5: a failed run is repeated by visibility, not by sending again`() async throws {
    let bench = try await Workbench()
    let flaky = bench.broker.task("flaky", retry: .constant(.seconds(30))) {
      (context: TaskContext) -> Int in
      guard context.attempt > 1 else { throw PaymentDeclined() }
      return context.attempt
    }
    let job = try await flaky.enqueue()
    let worker = Worker(bench.broker) { flaky }

    let first = try await worker.drain()
    #expect(first.map(\.outcome) == [.retried(after: .seconds(30))])
    bench.clock.advance(by: .seconds(29))
    #expect(try await worker.drain().isEmpty)
    bench.clock.advance(by: .seconds(1))
    let second = try await worker.drain()

    #expect(second.map(\.outcome) == [.succeeded])
    #expect(second.map(\.attempt) == [2])
    #expect(first.map(\.messageID) == second.map(\.messageID))
    #expect(try await job.value(timeout: .zero) == 2)
    #expect(bench.faults.tally(of: .send) == CallTally(calls: 1, entries: 1))
  }

  @Test func `rule 5: a receive is not an attempt`() async throws {
    let bench = try await Workbench()
    let count = bench.broker.task("count") { (context: TaskContext) in context.attempt }
    let job = try await count.enqueue()
    for _ in 0..<7 {
      _ = try await bench.visible()
      bench.clock.advance(by: .seconds(1))
    }

    try await Worker(bench.broker) { count }.drain()

    #expect(try await job.value(timeout: .zero) == 1)
  }

  @Test func `rule 5: exhaustion is decided after a run, never on receipt`() async throws {
    let bench = try await Workbench()
    let runs = Atomic(0)
    let broken = bench.broker.task("broken", retry: .immediate(maxAttempts: 3)) {
      runs.add(1, ordering: .relaxed)
      throw PaymentDeclined()
    }
    try await broken.enqueue()
    for _ in 0..<9 {
      _ = try await bench.visible()
      bench.clock.advance(by: .seconds(1))
    }

    let reports = try await bench.drainAll(Worker(bench.broker) { broken })

    #expect(runs.load(ordering: .relaxed) == 3)
    #expect(reports.map(\.attempt) == [1, 2, 3])
    #expect(reports.last?.outcome == .deadLettered(reason: "PaymentDeclined: no cover"))
  }

  @Test func `rule 5: a worker that restarts goes on counting`() async throws {
    let bench = try await Workbench()
    let broken = bench.broker.task("broken", retry: .constant(.seconds(5), maxAttempts: 4)) {
      throw PaymentDeclined()
    }
    try await broken.enqueue()

    var attempts: [Int] = []
    for _ in 0..<6 {
      attempts += try await Worker(bench.broker) { broken }.drain().map(\.attempt)
      bench.clock.advance(by: .seconds(5))
    }

    #expect(attempts == [1, 2, 3, 4])
  }

  @Test func `rule 5: without a store the receive count stands in for the attempts`() async throws {
    let bench = try await Workbench()
    let services = BrokerServices(
      transport: bench.transport, administration: bench.double.administration, results: nil,
      clock: bench.clock)
    let broker = try await Broker(services)
    let broken = broker.task("broken", retry: .immediate(maxAttempts: 2)) {
      throw PaymentDeclined()
    }
    try await broken.enqueue()

    let reports = try await Worker(broker) { broken }.drain()

    #expect(reports.map(\.attempt) == [1, 2])
    #expect(try await bench.visible(in: Workbench.deadLetters).count == 1)
  }

  @Test func `rule 5: runs that Python workers made before count`() async throws {
    let bench = try await Workbench()
    let count = bench.broker.task("count") { (context: TaskContext) in context.attempt }
    let job = try await count.enqueue(options: .label("_retries", 2))

    try await Worker(bench.broker) { count }.drain()

    #expect(try await job.value(timeout: .zero) == 3)
  }

  @Test func `rule 5: a back-off that would outlast the retention is the end`() async throws {
    let bench = try await Workbench { $0.retention = .seconds(300) }
    let broken = bench.broker.task("broken", retry: .constant(.seconds(250))) {
      throw PaymentDeclined()
    }
    try await broken.enqueue()

    let reports = try await Worker(bench.broker) { broken }.drain()

    #expect(reports.map(\.outcome) == [.deadLettered(reason: "PaymentDeclined: no cover")])
    #expect(try await bench.visible(in: Workbench.deadLetters).count == 1)
  }

  @Test func `an error that says so is not retried`() async throws {
    let bench = try await Workbench()
    let broken = bench.broker.task("broken") { throw UnknownCustomer() }
    let job = try await broken.enqueue()

    let reports = try await Worker(bench.broker) { broken }.drain()

    #expect(reports.map(\.attempt) == [1])
    let failure = await #expect(throws: TaskFailure.self) { try await job.value(timeout: .zero) }
    #expect(failure?.type == "UnknownCustomer")
    #expect(failure?.messages == ["nobody of that name"])
  }

  @Test func `a call may say how often its task may run`() async throws {
    let bench = try await Workbench()
    let broken = bench.broker.task("broken", retry: .immediate()) { throw PaymentDeclined() }
    try await broken.enqueue(options: .attempts(2))

    let reports = try await Worker(bench.broker) { broken }.drain()

    #expect(reports.map(\.attempt) == [1, 2])
  }

  @Test func `a run that takes longer than its time-out is cancelled and repeated`() async throws {
    let bench = try await Workbench()
    let slow = bench.broker.task("slow", retry: .constant(.seconds(3)), timeout: .seconds(10)) {
      (context: TaskContext) in
      if context.attempt == 1 { try await context.clock.sleep(for: .seconds(11)) }
      return context.attempt
    }
    let job = try await slow.enqueue()

    async let first = Worker(bench.broker) { slow }.drain()
    await bench.clock.waitForCalls(atLeast: 3)  // The lease, the time-out, the body's sleep.
    bench.clock.advance(by: .seconds(10))
    #expect(try await first.map(\.outcome) == [.retried(after: .seconds(3))])
    bench.clock.advance(by: .seconds(3))
    try await Worker(bench.broker) { slow }.drain()

    #expect(try await job.value(timeout: .zero) == 2)
  }
}
