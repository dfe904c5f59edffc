import Dovetail
import DovetailSwiftTesting
import Testing

@Suite(.broker { $0.queues = ["accounts.fifo"] })
struct SignUpTests {
  @Test func `a welcome mail is sent ten minutes after the sign-up`() async throws {
    let t = try TestBroker.current
    let outbox = Outbox()
    t.serve {
      Mail.handlers(outbox)
      SignUp.handle { _ in }
    }

    try await Shop(broker: t.broker).signUp("ada@example.org")
    try await t.drain()
    #expect(outbox.sent == [])

    try await t.advance(by: .seconds(600))
    try await t.drain().requireOne(Mail.welcome)
    #expect(outbox.sent == ["ada@example.org"])
  }
}

@Suite("Guide: looking", .broker { $0.queues = ["accounts.fifo"] }, .timeLimit(.minutes(5)))
struct GuideLookingTests {
  @Test func `what was enqueued`() async throws {
    let t = try TestBroker.current
    let shop = Shop(broker: t.broker)

    let sent = try await t.recording { try await shop.signUp("ada@example.org", plan: "gold") }

    let mail = try sent.requireOne(
      Mail.welcome, with: "ada@example.org", options: .delay(.seconds(600)))
    #expect(mail.labels["campaign"] == "spring")

    let account = try sent.requireOne(SignUp.self, options: .queue("accounts.fifo"))
    #expect(account.arguments.plan == "gold")
    #expect(account.group == "ada@example.org")

    try sent.requireNone(Mail.invoice)
    #expect(sent.names == ["accounts.sign-up", "mail.welcome"])
  }

  @Test func `many in order, and one of many`() async throws {
    let t = try TestBroker.current
    let outcomes = await t.broker.enqueueAll(Mail.invoice, [("ada", 100), ("bob", 250)])
    for outcome in outcomes { _ = try outcome.get() }

    try await t.enqueued().requireInOrder(Mail.invoice, [("ada", 100), ("bob", 250)])
    try await t.enqueued().requireOne(Mail.invoice) { _, cents in cents > 200 }
    try await t.requireOne(Mail.invoice, with: "bob", 250)
  }
}

@Suite("Guide: running", .broker, .timeLimit(.minutes(5)))
struct GuideRunningTests {
  let outbox = Outbox()

  @Test func `one task alone`() async throws {
    let t = try TestBroker.current
    t.serve { Mail.handlers(outbox) }

    let cents = try await t.run(Mail.invoice, with: "ada@example.org", 1250)
    #expect(cents == 1250)
  }

  @Test func `one task alone that fails`() async throws {
    let t = try TestBroker.current
    t.serve { Mail.handlers(Outbox(failures: 1)) }

    await #expect(throws: MailServerDown.self) {
      try await t.run(Mail.invoice, with: "ada@example.org", 1250, attempt: 3)
    }
  }

  @Test func `an invoice is tried again after a minute`() async throws {
    let t = try TestBroker.current
    let outbox = Outbox(failures: 1)
    t.serve { Mail.handlers(outbox) }
    let job = try await t.broker.enqueue(Mail.invoice, "ada@example.org", 1250)

    let first = try await t.drain(.expectingFailures).requireOne(Mail.invoice)
    #expect(first.outcome == .retried(after: .seconds(60)))
    #expect(first.error is MailServerDown)

    try await t.advance(by: .seconds(60))
    let second = try await t.drain().requireOne(Mail.invoice)
    #expect(second.attempt == 2)
    #expect(try await job.value(timeout: .seconds(1)) == 1250)
    try await t.requireEmpty()
  }

  @Test func `all that is left, with the time it takes`() async throws {
    let t = try TestBroker.current
    let outbox = Outbox(failures: 2)
    t.serve { Mail.handlers(outbox) }
    try await t.broker.enqueue(
      Mail.invoice, "ada@example.org", 1250, options: .delay(.seconds(3600)))

    let report = try await t.drain(within: .seconds(86_400), .expectingFailures)

    #expect(report.map(\.attempt) == [1, 2, 3])
    #expect(report.last?.outcome == .succeeded)
  }

  @Test func `a caller who waits for a worker`() async throws {
    let t = try TestBroker.current
    t.serve { Mail.handlers(outbox) }

    let cents = try await t.working {
      try await Shop(broker: t.broker).bill("ada@example.org", 1250)
    }
    #expect(cents == 1250)
  }
}

@Suite("Guide: time", .broker, .timeLimit(.minutes(5)))
struct GuideTimeTests {
  @Test func `a task that sleeps for a day takes no time`() async throws {
    let t = try TestBroker.current
    let nap = t.broker.task("nap") { (context: TaskContext) in
      try await context.clock.sleep(for: .seconds(40_000))
      return context.clock.now
    }
    t.serve { nap }

    let start = t.clock.now
    let end = try await t.run(nap.key)

    #expect(start.duration(to: end) == .seconds(40_000))
  }

  @Test func `a slow upload is cut off`() async throws {
    let t = try TestBroker.current
    let upload = t.broker.task("upload", retry: .immediate(maxAttempts: 1), timeout: .seconds(30)) {
      (context: TaskContext) in
      try await context.clock.sleep(for: .seconds(3600))
    }
    t.serve { upload }
    try await upload.enqueue()

    let report = try await t.drain(.expectingFailures)

    let reason = "TimeoutError: The run took longer than 30.0 s."
    #expect(report.outcomes == [.deadLettered(reason: reason)])
    #expect(try await t.deadLetters().map(\.name) == ["upload"])
  }
}

@Suite("Guide: breaking", .broker, .timeLimit(.minutes(5)))
struct GuideBreakingTests {
  let outbox = Outbox()

  @Test func `a worker that dies before the delete runs nothing twice`() async throws {
    let t = try TestBroker.current
    t.serve { Mail.handlers(outbox) }
    try await t.broker.enqueue(Mail.welcome, "ada@example.org")

    t.inject(.crash(before: .delete))
    #expect(try await t.drain(.expectingFailures).crashes == 1)

    try await t.advance(by: .seconds(60))
    #expect(try await t.drain().outcomes == [.duplicate])
    #expect(outbox.sent == ["ada@example.org"])
  }

  @Test func `a sign-up bears a service that is throttled`() async throws {
    let t = try TestBroker.current
    t.inject(.throttle(.send).times(2))

    try await t.broker.enqueue(Mail.welcome, "ada@example.org")

    try await t.requireOne(Mail.welcome)
    #expect(t.faults.brokenCalls.count == 2)
  }

  @Test func `to welcome twice is not to send twice`() async throws {
    let t = try TestBroker.current
    let rows = Rows()
    t.serve { Mail.welcome.handle { address in rows.insert(address) } }

    try await t.requireIdempotent(Mail.welcome, with: "ada@example.org") { rows.all }
  }
}

@Suite("Guide: every fault", .timeLimit(.minutes(5)))
struct GuideTrialTests {
  @Test func `nothing is lost, whatever breaks`() async throws {
    let trial = try await TestBroker.underEveryFault { t in
      let rows = Rows()
      t.serve { Mail.welcome.handle { address in rows.insert(address) } }
      return FaultScenario {
        try await t.broker.enqueue(Mail.welcome, "ada@example.org")
      } effects: {
        rows.all
      }
    }
    try trial.requireSound()
  }
}
