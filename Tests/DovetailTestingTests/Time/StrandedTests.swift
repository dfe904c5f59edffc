import Dovetail
import DovetailSwiftTesting
import Testing

/// A test that forgets to move time, or to run what it waits for, fails at once and is told what to do.
@Suite("Time: who waits in vain", .broker, .timeLimit(.minutes(5)))
struct StrandedTests {
  /// The text of the failure that `body` throws, and how long that took in real time.
  private func text(_ body: () async throws -> Void) async throws -> String {
    let failure = await #expect(throws: TestFailure.self) { try await body() }
    return try #require(failure).text
  }

  @Test func `a result of a task that is delayed`() async throws {
    let t = try TestBroker.current
    let job = try await t.broker.enqueue(Mail.welcome, "ada", options: .delay(.seconds(600)))
    let start = ContinuousClock.now

    #expect(
      try await text { _ = try await job.value(timeout: .seconds(3600)) } == """
        The test waits for a result, and nobody moves the clock or runs the task: mail.welcome("ada") on \
        default, delayed until 2027-01-15T08:10:00.000Z, 600 s from now. Call advance(by: .seconds(600)) \
        and then drain() before you ask for it.
        """)
    #expect(t.clock.now == TestOptions().start)
    #expect(start.duration(to: .now) < t.queues.keeperLimit)
  }

  @Test func `a result of a task that is due`() async throws {
    let t = try TestBroker.current
    let job = try await t.broker.enqueue(Mail.welcome, "ada")

    #expect(
      try await text { _ = try await job.value(timeout: .seconds(5)) } == """
        The test waits for a result, and nobody moves the clock or runs the task: mail.welcome("ada") on \
        default, can be received now. Call drain() before you ask for it.
        """)
  }

  @Test func `a result of a task that waits for its next run`() async throws {
    let t = try TestBroker.current
    t.serve { Mail.handlers(Outbox(failures: 1)) }
    let job = try await t.broker.enqueue(Mail.invoice, "ada", 100)
    try await t.drain(.expectingFailures)

    #expect(
      try await text { _ = try await job.value(timeout: .seconds(5)) } == """
        The test waits for a result, and nobody moves the clock or runs the task: mail.invoice("ada", 100) \
        on default, in flight until 2027-01-15T08:01:00.000Z, 60 s from now. Call advance(by: .seconds(60)) \
        and then drain() before you ask for it.
        """)
  }

  @Test func `a result of a task that is nowhere`() async throws {
    let t = try TestBroker.current
    let job = t.broker.job("call-7", as: Int.self)

    #expect(
      try await text { _ = try await job.value(timeout: .seconds(5)) }
        == "The test waits for the result of task call-7, which waits in no queue and is not run by "
        + "anybody, so none will come.")
  }

  @Test func `a task that is looked for in a drain, and is delayed`() async throws {
    let t = try TestBroker.current
    t.serve { Mail.handlers(Outbox()) }
    try await t.broker.enqueue(Mail.welcome, "ada", options: .delay(.seconds(600)))
    try await t.broker.enqueue(Mail.invoice, "eve", 100)

    #expect(
      try await text { try await t.drain().requireOne(Mail.welcome) } == """
        No task mail.welcome ran in this drain; one was expected. What ran:
        - mail.invoice("eve", 100), attempt 1: succeeded
        What waits:
        - mail.welcome("ada") on default, delayed until 2027-01-15T08:10:00.000Z, 600 s from now
        Call advance(by: .seconds(600)) before drain().
        """)
  }

  @Test func `a drain that is to run something, when all is delayed`() async throws {
    let t = try TestBroker.current
    t.serve { Mail.handlers(Outbox()) }
    try await t.broker.enqueue(Mail.welcome, "ada", options: .delay(.seconds(600)))

    #expect(
      try await text { try await t.drain(.runs(1)) } == """
        The drain came to 0 deliveries instead of 1. What waits:
        - mail.welcome("ada") on default, delayed until 2027-01-15T08:10:00.000Z, 600 s from now
        Call advance(by: .seconds(600)) before drain().
        """)
    #expect(try await t.drain().isEmpty)
  }

  @Test func `a caller beside the test is given time to be helped`() async throws {
    let t = try TestBroker.current
    t.serve { Mail.handlers(Outbox()) }
    let job = try await t.broker.enqueue(Mail.invoice, "ada", 100, options: .delay(.seconds(20)))

    async let value = job.value(timeout: .seconds(60))
    try await t.advance(by: .seconds(20))
    try await t.drain()

    #expect(try await value == 100)
  }

  @Test func `a caller beside the test who is not helped is told in the end`() async throws {
    let t = try await TestBroker(options: TestOptions { $0.realTimeLimit = .milliseconds(50) })
    let job = try await t.broker.enqueue(Mail.welcome, "ada")

    let failure = await #expect(throws: TestFailure.self) {
      async let value = job.value(timeout: .seconds(60))
      _ = try await value
    }

    #expect(failure?.text.hasSuffix("Call drain() before you ask for it.") == true)
  }

  @Test func `a caller beside the test who sleeps is told in the end`() async throws {
    let t = try await TestBroker(options: TestOptions { $0.realTimeLimit = .milliseconds(50) })

    let failure = await #expect(throws: TestFailure.self) {
      async let nap: Void = t.clock.sleep(for: .seconds(90))
      try await nap
    }

    #expect(
      failure?.text
        == "A task of the test sleeps until 2027-01-15T08:01:30.000Z, 90 s from now, and nobody moves the "
        + "clock. Call advance(by: .seconds(90)).")
  }

  @Test func `a time-out of the caller's own still comes`() async throws {
    let t = try TestBroker.current
    let job = try await t.broker.enqueue(Mail.welcome, "ada")

    let now = await #expect(throws: TaskError.self) { try await job.value(timeout: .zero) }
    #expect(now?.code == .resultTimeout)

    let later = await #expect(throws: TaskError.self) {
      async let value = job.value(timeout: .seconds(5))
      try await t.advance(by: .seconds(5))
      _ = try await value
    }
    #expect(later?.code == .resultTimeout)
  }

  @Test func `a body that neither ends nor sleeps is named`() async throws {
    let t = try await TestBroker(options: TestOptions { $0.realTimeLimit = .milliseconds(50) })
    let gate = Gate()
    t.serve { Mail.welcome.handle { _ in await gate.pass() } }
    let job = try await t.broker.enqueue(Mail.welcome, "ada", options: .id("call-7"))
    _ = job

    #expect(
      try await text { try await t.drain() } == """
        The drain is not done, and nothing has happened for 0.05 s of real time. It waits for mail.welcome \
        (id call-7, attempt 1), which neither ends nor sleeps on its context's clock. Let it sleep there, \
        or give it something that answers.
        """)
    gate.open()
  }

  @Test func `a task that sleeps again and again is given up after a day`() async throws {
    let t = try TestBroker.current
    let restless = t.broker.task("restless") { (context: TaskContext) in
      // It does not heed its cancellation, when its message cannot be held any longer.
      while context.clock.now < TestOptions().start.advanced(by: .seconds(100_000)) {
        await withTaskCancellationShield(context.clock)
      }
    }
    t.serve { restless }
    try await restless.enqueue()

    #expect(
      try await text { try await t.drain() }
        == "The drain is not done after 86400 s of the test's time: something waits on the clock again and "
        + "again.")
    // Lets the body end.
    try await t.advance(by: .seconds(20_000))
  }

  @Test func `what is busy without end is told`() async throws {
    let t = try await TestBroker(options: TestOptions { $0.realTimeLimit = .milliseconds(20) })
    let gate = Gate()
    t.serve {
      Mail.welcome.handle { _ in
        while !gate.isOpen { await Task.yield() }
      }
    }
    try await t.broker.enqueue(Mail.welcome, "ada")

    #expect(
      try await text {
        async let report = t.drain()
        defer { gate.open() }
        try await t.advance(by: .seconds(1))
        _ = try await report
      }
        == "Time cannot move on: something of the broker has been busy for 0.12 s of real time and neither "
        + "ends nor waits.")
  }
}

/// Sleeps for an hour of the clock, whether the task is cancelled or not.
private func withTaskCancellationShield(_ clock: any WallClock) async {
  await Task { try? await clock.sleep(for: .seconds(3600)) }.value  // Awaited.
}

extension TestQueues {
  /// How long a test waits in real time before it is told.
  fileprivate var keeperLimit: Duration { TestOptions().realTimeLimit }
}
