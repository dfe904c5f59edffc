import Dovetail
import Testing

@Suite("Results: tasks that keep none", .timeLimit(.minutes(5)))
struct NoResultTests {
  @Test func `nothing is stored, and the value fails at once`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("silent", options: .keepsResult(false)) { 7 }
    let job = try await task.enqueue()

    let reports = try await Worker(bench.broker) { task }.drain()

    #expect(reports.map(\.outcome) == [.succeeded])
    #expect(try await bench.results.result(for: job.id) == nil)
    let error = await #expect(throws: TaskError.self) {
      try await job.value(timeout: .seconds(86_400))
    }
    #expect(error?.code == .noResults)
    #expect(error?.description.contains(job.id.rawValue) == true)
  }

  @Test func `an error is not stored either, and the message is a dead letter`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("silent", options: .keepsResult(false), retry: .never) {
      throw PaymentDeclined()
    }
    let job = try await task.enqueue()

    try await Worker(bench.broker) { task }.drain()

    #expect(try await bench.results.result(for: job.id) == nil)
    #expect(try await bench.visible(in: Workbench.deadLetters).count == 1)
  }

  @Test func `a dead letter whose copy failed is not run again`() async throws {
    let bench = try await Workbench()
    let gate = Gate()
    gate.open()
    let task = bench.broker.task("silent", options: .keepsResult(false), retry: .never) {
      await gate.pass()
      throw PaymentDeclined()
    }
    try await task.enqueue()
    let worker = Worker(bench.broker) { task }
    bench.faults.add(.throttle(.send).times(1))

    let reports = try await bench.drainAll(worker, rounds: 2)

    #expect(gate.arrivals == 1)
    #expect(reports.count == 2)
    #expect(try await bench.visible(in: Workbench.deadLetters).count == 1)
  }

  @Test func `the call goes before the task, and the task before the broker`() async throws {
    let bench = try await Workbench { $0.options = .keepsResult(false) }
    let kept = bench.broker.task("kept", options: .keepsResult(true)) { 1 }
    let silent = bench.broker.task("silent") { 2 }
    let first = try await kept.enqueue()
    let second = try await kept.enqueue(options: .keepsResult(false))
    let third = try await silent.enqueue()
    let fourth = try await silent.enqueue(options: .keepsResult(true))

    try await Worker(bench.broker) {
      kept
      silent
    }.drain()

    #expect(try await first.value(timeout: .zero) == 1)
    #expect(try await bench.results.result(for: second.id) == nil)
    #expect(try await bench.results.result(for: third.id) == nil)
    #expect(try await fourth.value(timeout: .zero) == 2)
  }

  @Test(arguments: [LabelValue.bool(true), "True", 1])
  func `the label no_result stands for the option`(label: LabelValue) async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("silent") { 7 }
    let job = try await task.enqueue(options: .label("no_result", label))

    try await Worker(bench.broker) { task }.drain()

    #expect(try await bench.results.result(for: job.id) == nil)
    await #expect(throws: TaskError.self) { try await job.value(timeout: .zero) }
  }

  @Test func `a label no_result that is no truth value is refused`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("silent") { 7 }

    let error = await #expect(throws: TaskError.self) {
      try await task.enqueue(options: .label("no_result", "perhaps"))
    }

    #expect(error?.code == .invalidOption)
  }

  @Test func `jobs of every form of sending know it`() async throws {
    let bench = try await Workbench()
    let key = TaskKey("silent", options: .keepsResult(false), as: ((Int) -> Int).self)

    let many = await bench.broker.enqueueAll(key, [1, 2])
    var jobs = try many.map { try $0.get() }
    jobs.append(try await bench.broker.enqueueLater(key, 3))
    jobs.append(try await bench.broker.enqueue(key.bake(4)))
    jobs.append(try await bench.broker.enqueue(key, 5, options: .once("five", for: .seconds(60))))
    jobs.append(try await bench.broker.enqueue(key, 5, options: .once("five", for: .seconds(60))))
    let untyped = try await bench.broker.enqueue(
      named: "silent", 6, options: .keepsResult(false))

    for job in jobs {
      let error = await #expect(throws: TaskError.self) {
        try await job.value(timeout: .seconds(9))
      }
      #expect(error?.code == .noResults)
    }
    let error = await #expect(throws: TaskError.self) {
      try await untyped.value(timeout: .seconds(9), as: Int.self)
    }
    #expect(error?.code == .noResults)
  }

  @Test func `a label that a middleware sets counts`() async throws {
    let bench = try await Workbench { $0.middleware = [Silencing()] }
    let task = bench.broker.task("task") { 7 }
    let job = try await task.enqueue()
    let many = await bench.broker.enqueueAll(task.key, [()])

    for job in [job] + (try many.map { try $0.get() }) {
      let error = await #expect(throws: TaskError.self) {
        try await job.value(timeout: .seconds(9))
      }
      #expect(error?.code == .noResults)
    }
  }
}

/// Lets no task keep a result.
private struct Silencing: SendMiddleware {
  func send(
    _ task: OutgoingTask, next: @Sendable (OutgoingTask) async throws -> SentTask
  ) async throws -> SentTask {
    var task = task
    task.task.labels["no_result"] = true
    return try await next(task)
  }
}
