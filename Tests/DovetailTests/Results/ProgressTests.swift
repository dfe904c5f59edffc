import Dovetail
import Testing

@Suite("Results: progress", .timeLimit(.minutes(5)))
struct ProgressTests {
  /// Runs a body that reports and then waits at a gate; tells what is known meanwhile and after.
  private func observe(
    _ bench: Workbench, _ body: @escaping @Sendable (TaskContext) async throws -> Void,
    _ observe: (Job<NoValue>) async throws -> Void
  ) async throws -> Job<NoValue> {
    let gate = Gate()
    let task = bench.broker.task("long", retry: .never) { (context: TaskContext) in
      try await body(context)
      await gate.pass()
    }
    let job = try await task.enqueue()
    async let reports = Worker(bench.broker) { task }.drain()
    await gate.waitForArrivals(1)
    do {
      try await observe(job)
    } catch {
      gate.open()
      throw error
    }
    gate.open()
    _ = try await reports
    return job
  }

  @Test func `a report is seen while the task runs, and gone when it has ended`() async throws {
    let bench = try await Workbench()
    let start = bench.clock.now

    let job = try await observe(bench) { context in
      context.report(TaskProgress(0.25, "row 250"))
    } _: { job in
      await bench.waitForCalls(1, of: .putBlob)
      let progress = try await job.progress()
      #expect(progress?.fraction == 0.25)
      #expect(progress?.text == "row 250")
      #expect(progress?.reportedAt == start)
    }

    #expect(try await job.progress() == nil)
    #expect(try await job.value(timeout: .zero) == NoValue())
  }

  @Test func `a task that reports nothing asks nothing of the store`() async throws {
    let bench = try await Workbench()

    let job = try await observe(bench) { _ in
    } _: { job in
      let progress = try await job.progress()
      #expect(progress == nil)
    }

    #expect(bench.faults.tally(of: .putBlob).calls == 1)  // The result.
    #expect(bench.faults.tally(of: .deleteBlobs).calls == 0)
    #expect(try await job.progress() == nil)
  }

  @Test func `of many reports in a second the last is stored at its end`() async throws {
    let bench = try await Workbench()

    _ = try await observe(bench) { context in
      context.report(TaskProgress(0))
      for percent in 1...50 { context.report(TaskProgress(Double(percent) / 100)) }
    } _: { job in
      await bench.waitForCalls(1, of: .putBlob)
      await bench.clock.waitForCall(by: bench.clock.now.advanced(by: .seconds(1)))
      #expect(bench.faults.tally(of: .putBlob).calls == 1)

      bench.clock.advance(by: .seconds(1))
      await bench.waitForCalls(2, of: .putBlob)
      let progress = try await job.progress()
      #expect(progress?.fraction == 0.5)
    }

    #expect(bench.faults.tally(of: .putBlob).calls == 3)  // The last one is the result.
  }

  @Test func `a report that cannot be stored fails nothing`() async throws {
    let bench = try await Workbench()
    bench.faults.add(.throttle(.putBlob).times(1))

    let job = try await observe(bench) { context in
      context.report(TaskProgress(0.5))
    } _: { job in
      await bench.waitForCalls(1, of: .putBlob)
      let progress = try await job.progress()
      #expect(progress == nil)
    }

    #expect(try await job.value(timeout: .zero) == NoValue())
  }

  @Test func `the progress of a failed run is removed before the next`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("broken", retry: .constant(.seconds(5), maxAttempts: 2)) {
      (context: TaskContext) in
      context.report(TaskProgress(0.5))
      throw PaymentDeclined()
    }
    let job = try await task.enqueue()

    try await Worker(bench.broker) { task }.drain()

    #expect(try await job.progress() == nil)
  }

  @Test func `fractions and texts are kept within their bounds`() {
    #expect(TaskProgress(-1).fraction == 0)
    #expect(TaskProgress(2).fraction == 1)
    #expect(TaskProgress(.nan).fraction == nil)
    #expect(TaskProgress(nil, String(repeating: "é", count: 600)).text?.utf8.count == 1000)
    #expect(TaskProgress(nil, "a" + String(repeating: "é", count: 600)).text?.utf8.count == 999)
  }

  @Test func `a broker without results knows of no progress`() async throws {
    let bench = try await Workbench()
    var services = bench.services
    services.results = nil
    let broker = try await Broker(services)
    let task = broker.task("task") { (context: TaskContext) in
      context.report(TaskProgress(0.5))
    }
    let job = try await task.enqueue()

    #expect(try await Worker(broker) { task }.drain().map(\.outcome) == [.succeeded])

    let error = await #expect(throws: TaskError.self) { try await job.progress() }
    #expect(error?.code == .noResults)
  }
}
