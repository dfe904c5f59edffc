import Dovetail
import DovetailSwiftTesting
import Testing

@Suite(
  "Looking: what failures say", .broker { $0.queues = ["accounts.fifo"] }, .timeLimit(.minutes(5)))
struct RequirementTextTests {
  /// The text of the failure that `body` throws.
  private func text(_ body: () async throws -> Void) async throws -> String {
    let failure = await #expect(throws: TestFailure.self) { try await body() }
    return try #require(failure).text
  }

  @Test func `none of it, and nothing else`() async throws {
    let t = try TestBroker.current
    let sent = try await t.recording {}

    #expect(
      try await text { try sent.requireOne(Mail.welcome, with: "ada") }
        == #"No task mail.welcome("ada") was enqueued. Nothing was enqueued."#)
    #expect(
      try await text { try await t.requireOne(Mail.welcome) }
        == "No task mail.welcome waits. Nothing waits.")
  }

  @Test func `what there is instead, and how it differs`() async throws {
    let t = try TestBroker.current
    let sent = try await t.recording {
      try await t.broker.enqueue(Mail.invoice, "ada", 100)
      try await t.broker.enqueue(
        Mail.invoice, "ada", 250, options: .delay(.seconds(60)).label("tenant", "acme"))
      try await t.broker.enqueue(Mail.welcome, "ada")
    }

    #expect(
      try await text {
        try sent.requireOne(
          Mail.invoice, with: "ada", 250,
          options: .delay(.seconds(30)).label("tenant", "other").attempts(2).group("g"))
      } == """
        No task mail.invoice("ada", 250) with delay 30 s, group g, number of attempts 2, label tenant \
        "other" was enqueued. What was:
        - mail.invoice("ada", 100) on default: argument 2 is 100, its delay is 0 s, its group is none, its \
        number of attempts is none, its label tenant is none
        - mail.invoice("ada", 250) on default, delayed by 60 s: its delay is 60 s, its group is none, its \
        number of attempts is none, its label tenant is "acme"
        - mail.welcome("ada") on default
        """)
  }

  @Test func `what waits, until when`() async throws {
    let t = try TestBroker.current
    try await t.broker.enqueue(Mail.welcome, "ada", options: .delay(.seconds(600)))
    try await t.broker.enqueue(SignUp(address: "ada", plan: "gold"), options: .group("ada"))
    _ = try await t.queues.transport.receive(from: QueueName("accounts.fifo"))

    #expect(
      try await text {
        try await t.requireOne(SignUp(address: "ada", plan: "free"))
      } == """
        No task accounts.sign-up(address: "ada", plan: "free") waits. What waits:
        - mail.welcome("ada") on default, delayed until 2027-01-15T08:10:00.000Z, 600 s from now
        - accounts.sign-up(address: "ada", plan: "gold") on accounts.fifo, group ada, in flight until \
        2027-01-15T08:01:00.000Z, 60 s from now: plan is "gold"
        """)
  }

  @Test func `more than one`() async throws {
    let t = try TestBroker.current
    let sent = try await t.recording {
      for _ in 0..<2 { try await t.broker.enqueue(Mail.welcome, "ada") }
    }

    #expect(
      try await text { try sent.requireOne(Mail.welcome, with: "ada") } == """
        2 tasks are a task mail.welcome("ada"); one was expected.
        - mail.welcome("ada") on default
        - mail.welcome("ada") on default
        """)
  }

  @Test func `one that should not be`() async throws {
    let t = try TestBroker.current
    let sent = try await t.recording {
      try await t.broker.enqueue(Mail.welcome, "ada")
      try await t.broker.sendRaw("<order/>")
    }

    #expect(
      try await text { try sent.requireNone(Mail.welcome) } == """
        A task mail.welcome was enqueued; none was expected.
        - mail.welcome("ada") on default
        """)
    #expect(
      try await text { try sent.requireNone() } == """
        2 tasks were enqueued; none was expected.
        - mail.welcome("ada") on default
        - the message "<order/>"
        """)
    try sent.requireNone(Mail.welcome, with: "eve")
  }

  @Test func `others than were expected, or in another order`() async throws {
    let t = try TestBroker.current
    let sent = try await t.recording {
      for cents in [100, 300] { try await t.broker.enqueue(Mail.invoice, "ada", cents) }
    }

    #expect(
      try await text {
        try sent.requireInOrder(Mail.invoice, [("ada", 100), ("ada", 200), ("ada", 300)])
      } == """
        The tasks mail.invoice are not those that were expected:
        1. ("ada", 100), as expected
        2. ("ada", 300), expected ("ada", 200)
        3. none, expected ("ada", 300)
        """)
  }

  @Test func `arguments that its handler could not read`() async throws {
    let t = try TestBroker.current
    let sent = try await t.recording {
      try await t.broker.enqueue(named: "mail.invoice", "ada", "much")
    }

    #expect(
      try await text { try sent.requireOne(Mail.invoice) } == """
        No task mail.invoice was enqueued. What was:
        - mail.invoice("ada", "much") on default: its arguments cannot be read: The task was not given what it \
        takes: argument 2 (cents) must be a whole number (Int).
        """)
  }

  @Test func `a condition, and a long value`() async throws {
    let t = try TestBroker.current
    let sent = try await t.recording {
      try await t.broker.enqueue(Mail.welcome, String(repeating: "x", count: 100))
    }

    #expect(
      try await text { try sent.requireOne(Mail.welcome) { $0 == "ada" } } == """
        No task mail.welcome that meets the condition was enqueued. What was:
        - mail.welcome("\(String(repeating: "x", count: 79))…) on default: it does not meet the condition
        """)
  }

  @Test func `queues that should be empty`() async throws {
    let t = try TestBroker.current
    t.serve {
      Mail.welcome.handle(retry: .immediate(maxAttempts: 1)) { _ in throw MailServerDown() }
    }
    try await t.broker.enqueue(Mail.welcome, "ada")
    try await t.drain(.expectingFailures)
    try await t.broker.enqueue(Mail.welcome, "eve")

    #expect(
      try await text { try await t.requireEmpty() } == """
        The queues are not empty.
        - mail.welcome("eve") on default, can be received now
        - dead letter of mail.welcome: MailServerDown: the mail server does not answer
        """)
  }

  @Test func `the line that asked`() async throws {
    let t = try TestBroker.current
    let sent = try await t.recording {}
    let failure = #expect(throws: TestFailure.self) {
      try sent.requireOne(Mail.welcome)
    }
    let line = #line - 3

    #expect(failure?.line == line)
    #expect(failure?.filePath == #filePath)
    #expect(
      failure?.description
        == "No task mail.welcome was enqueued. Nothing was enqueued. (RequirementTextTests.swift:\(line))"
    )
  }
}
