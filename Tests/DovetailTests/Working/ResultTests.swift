import Dovetail
import Testing

@Suite("Worker: results", .timeLimit(.minutes(5)))
struct ResultTests {
  @Test func `rule 10: the result is stored before the message is deleted`() async throws {
    let bench = try await Workbench()
    let add = bench.broker.task("add") { (a: Int, b: Int) in a + b }
    let job = try await add.enqueue(2, 3)
    bench.faults.add(.fail(.closed, .delete))

    let reports = try await Worker(bench.broker) { add }.drain()

    #expect(reports.map(\.outcome) == [.unsettled])
    #expect(try await job.value(timeout: .zero) == 5)
  }

  @Test func `a task that has succeeded is not run again when its delete was lost`() async throws {
    let bench = try await Workbench()
    let gate = Gate()
    gate.open()
    let task = bench.broker.task("once") { await gate.pass() }
    try await task.enqueue()
    let worker = Worker(bench.broker) { task }
    bench.faults.add(.fail(.closed, .delete))

    try await worker.drain()
    bench.faults.removeAll()
    bench.clock.advance(by: .seconds(60))
    let second = try await worker.drain()

    #expect(second.map(\.outcome) == [.duplicate])
    #expect(gate.arrivals == 1)
  }

  @Test func `rule 10: while the result cannot be stored, the body is not run again`() async throws
  {
    let bench = try await Workbench(isJoint: false)
    let gate = Gate()
    gate.open()
    let task = bench.broker.task("once") { () -> Int in
      await gate.pass()
      return 7
    }
    let job = try await task.enqueue()
    bench.faults.add(.throttle(.putBlob).times(3))

    async let reports = Worker(bench.broker) { task }.drain()
    for pause in [200, 400, 800] {
      await bench.clock.waitForCall(by: bench.clock.now.advanced(by: .milliseconds(pause)))
      bench.clock.advance(by: .milliseconds(pause))
    }

    #expect(try await reports.map(\.outcome) == [.succeeded])
    #expect(try await job.value(timeout: .zero) == 7)
    #expect(gate.arrivals == 1)
  }

  @Test func `rule 10: while the result cannot be stored the lease is held`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("once") { 7 }
    let job = try await task.enqueue()
    bench.faults.add(.throttle(.putBlob))

    async let reports = Worker(bench.broker) { task }.drain()
    for renewals in 1...2 {
      for _ in 0..<30 {
        await bench.clock.waitForCalls(atLeast: 2)  // The lease, the next try.
        bench.clock.advance(by: .seconds(1))
      }
      await bench.waitForCalls(renewals, of: .changeVisibility)
    }
    await bench.clock.waitForCalls(atLeast: 2)  // A try that is under way fails still.
    #expect(try await bench.visible().isEmpty)
    bench.faults.removeAll()
    bench.clock.advance(by: .seconds(10))

    #expect(try await reports.map(\.outcome) == [.succeeded])
    #expect(try await job.value(timeout: .zero) == 7)
  }

  @Test func `rule 10: a value that does not encode is an error result, without a retry`()
    async throws
  {
    let bench = try await Workbench()
    let task = bench.broker.task("infinite") { () -> Double in .infinity }
    let job = try await task.enqueue()

    let reports = try await Worker(bench.broker) { task }.drain()

    #expect(reports.map(\.attempt) == [1])
    await #expect(throws: TaskFailure.self) { try await job.value(timeout: .zero) }
    #expect(try await bench.visible(in: Workbench.deadLetters).count == 1)
  }

  @Test func `rule 10: a failure that will be retried writes no result`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("broken", retry: .constant(.seconds(5))) {
      throw PaymentDeclined()
    }
    let job = try await task.enqueue()

    try await Worker(bench.broker) { task }.drain()

    #expect(try await bench.results.result(for: job.id) == nil)
  }

  @Test func `a waiter is told of the time-out, apart from a failure`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("never") { 1 }
    let job = try await task.enqueue()

    async let value = job.value(timeout: .seconds(10))
    for pause in [50, 100, 200, 400, 800] {
      await bench.clock.waitForCall(by: bench.clock.now.advanced(by: .milliseconds(pause)))
      bench.clock.advance(by: .milliseconds(pause))
    }
    for _ in 0..<9 {
      await bench.clock.waitForCalls(atLeast: 1)
      bench.clock.advance(by: .seconds(1))
    }

    do {
      _ = try await value
      Issue.record("A value came of a task that nobody ran.")
    } catch let error as TaskError {
      #expect(error.code == .resultTimeout)
      #expect(error.description.contains(job.id.rawValue))
    }
  }

  @Test func `a waiter in the same process is woken when the result is stored`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("soon") { 1 }
    let job = try await task.enqueue()

    async let value = job.value(timeout: .seconds(10))
    await bench.clock.waitForCalls(atLeast: 1)
    try await Worker(bench.broker) { task }.drain()

    #expect(try await value == 1)
  }

  @Test func `a result of another type is an error that names the type`() async throws {
    let bench = try await Workbench()
    let sent = TaskKey("text", as: (() -> Int).self)
    let job = try await bench.broker.enqueue(sent)
    let text = bench.broker.task("text") { "five" }

    try await Worker(bench.broker) { text }.drain()

    let error = await #expect(throws: TaskError.self) { try await job.value(timeout: .zero) }
    #expect(error?.code == .resultMismatch)
    #expect(error?.description.contains("Int") == true)
  }
}
