import Dovetail
import Testing

@Suite("Worker: one-shot runs", .timeLimit(.minutes(5)))
struct OneShotTests {
  @Test func `one task is run, and the rest stay`() async throws {
    let bench = try await Workbench()
    let echo = bench.broker.task("echo") { (number: Int) in number }
    let jobs = [try await echo.enqueue(1), try await echo.enqueue(2)]

    let report = try await Worker(bench.broker) { echo }.processOne()

    #expect(report?.outcome == .succeeded)
    #expect(report?.id == jobs[0].id)
    #expect(try await bench.visible().count == 1)
  }

  @Test func `none is run when none comes in time`() async throws {
    let bench = try await Workbench()
    let echo = bench.broker.task("echo") { (number: Int) in number }
    let worker = Worker(bench.broker) { echo }

    #expect(try await worker.processOne() == nil)
    async let report = worker.processOne(waitingUpTo: .seconds(5))
    await bench.clock.waitForCalls(atLeast: 1)
    bench.clock.advance(by: .seconds(5))

    #expect(try await report == nil)
  }

  @Test func `a task that comes while it waits is run`() async throws {
    let bench = try await Workbench()
    let echo = bench.broker.task("echo") { (number: Int) in number }
    let worker = Worker(bench.broker) { echo }

    async let report = worker.processOne(waitingUpTo: .seconds(5))
    await bench.clock.waitForCalls(atLeast: 1)
    try await echo.enqueue(1)

    #expect(try await report?.outcome == .succeeded)
  }

  @Test func `with several queues each is asked in turn`() async throws {
    let bench = try await Workbench { $0.queues = ["second"] }
    let echo = bench.broker.task("echo", queue: "second") { (number: Int) in number }
    let worker = Worker(bench.broker) { echo }

    try await echo.enqueue(1)
    #expect(try await worker.processOne()?.outcome == .succeeded)
    async let report = worker.processOne(waitingUpTo: .seconds(5))
    await bench.clock.waitForCalls(atLeast: 1)
    try await echo.enqueue(2)
    bench.clock.advance(by: .seconds(1))

    #expect(try await report?.outcome == .succeeded)
  }

  @Test func `a stop ends the wait`() async throws {
    let bench = try await Workbench()
    let echo = bench.broker.task("echo") { (number: Int) in number }

    let one = Task { try await Worker(bench.broker) { echo }.processOne(waitingUpTo: .seconds(5)) }
    await bench.clock.waitForCalls(atLeast: 1)
    one.cancel()

    await #expect(throws: CancellationError.self) { try await one.value }
  }

  @Test func `reports come in the order of the receives, whatever ends first`() async throws {
    let bench = try await Workbench()
    let gate = Gate()
    let task = bench.broker.task("task") { (number: Int) in
      if number == 2 { gate.open() } else { await gate.pass() }
    }
    let jobs = [try await task.enqueue(1), try await task.enqueue(2)]

    let reports = try await Worker(bench.broker, concurrency: 2) { task }.drain()

    #expect(reports.map(\.id) == jobs.map(\.id))
  }

  @Test(arguments: [1, 8])
  func `a batch has as many as are asked for, at most`(concurrency: Int) async throws {
    let bench = try await Workbench()
    let echo = bench.broker.task("echo") { (number: Int) in number }
    for number in 0..<25 { try await echo.enqueue(number) }
    let worker = Worker(bench.broker, concurrency: concurrency) { echo }

    let first = try await worker.processBatch(upTo: 12)
    let second = try await worker.processBatch(upTo: 20)

    #expect(first.map(\.outcome) == Array(repeating: .succeeded, count: 12))
    #expect(second.map(\.outcome) == Array(repeating: .succeeded, count: 13))
  }
}
