import Dovetail
import DovetailSwiftTesting
import Testing

@Suite("Looking: what is found", .broker { $0.queues = ["accounts.fifo"] }, .timeLimit(.minutes(5)))
struct LookingTests {
  @Test func `a record has what its closure enqueued, and nothing else`() async throws {
    let t = try TestBroker.current
    t.serve { Mail.handlers(Outbox()) }
    try await t.broker.enqueue(Mail.welcome, "before")

    let sent = try await t.recording { try await t.broker.enqueue(Mail.welcome, "during") }
    try await t.broker.enqueue(Mail.welcome, "after")
    try await t.drain()

    #expect(try sent.of(Mail.welcome).map(\.arguments) == ["during"])
    #expect(try await t.enqueued().isEmpty)
  }

  @Test func `what is held to be sent later is seen`() async throws {
    let t = try TestBroker.current

    let sent = try await t.recording { try await t.broker.enqueueLater(Mail.welcome, "ada") }
    try await t.broker.enqueueLater(Mail.welcome, "eve")

    try sent.requireOne(Mail.welcome, with: "ada")
    #expect(try await t.enqueued().of(Mail.welcome).map(\.arguments) == ["ada", "eve"])
  }

  @Test func `to look receives nothing`() async throws {
    let t = try TestBroker.current
    try await t.broker.enqueue(Mail.welcome, "ada")

    for _ in 0..<3 { try await t.requireOne(Mail.welcome) }

    let message = try await t.queues.requireOne(in: "default")
    #expect(message.receiveCount == 0)
    #expect(message.state == .available)
  }

  @Test func `all that travels with a task is told`() async throws {
    let t = try TestBroker.current
    let options = SendOptions.label("tenant", "acme").attribute("source", .string("test"))
      .attempts(3).timeout(.seconds(5)).id("call-1")

    try await CarriedContext.with(["user": "ada"]) {
      try await t.broker.enqueue(Mail.welcome, "ada", options: options)
    }

    let mail = try await t.requireOne(Mail.welcome, options: options)
    #expect(mail.id == "call-1")
    #expect(mail.carried == ["user": "ada"])
    #expect(mail.labels["tenant"] == "acme")
    #expect(mail.labels["dovetail_context"] == nil)
    #expect(mail.attributes["source"] == .string("test"))
    #expect(mail.receiveCount == 0)
    #expect(mail.sentAt == t.clock.now)
  }

  @Test(arguments: [Duration.seconds(900), .seconds(901), .seconds(86_400)])
  func `a delay is what was asked for, however it is kept`(delay: Duration) async throws {
    let t = try TestBroker.current
    t.serve { Mail.handlers(Outbox()) }
    let sent = try await t.recording {
      try await t.broker.enqueue(Mail.welcome, "ada", options: .delay(delay))
    }
    let due = t.clock.now.advanced(by: delay)

    #expect(try sent.requireOne(Mail.welcome).delay == delay)
    #expect(try await t.requireOne(Mail.welcome).dueAt == due)
    try await t.drain(within: delay - .seconds(1))
    #expect(try await t.requireOne(Mail.welcome, options: .delay(delay)).dueAt == due)
    #expect(try await t.drain(within: delay).last?.outcome == .succeeded)
    try await t.requireEmpty()
  }

  @Test func `a duplicate that a FIFO queue has dropped was not enqueued`() async throws {
    let t = try TestBroker.current
    let options = SendOptions.group("ada").deduplicationID("1")

    let sent = try await t.recording {
      for _ in 0..<2 {
        try await t.broker.enqueue(SignUp(address: "ada", plan: "free"), options: options)
      }
    }

    try sent.requireOne(SignUp.self, options: options)
  }

  @Test func `a body that is kept elsewhere is read`() async throws {
    let t = try TestBroker.current
    let text = String(repeating: "x", count: 2_000_000)

    try await t.broker.enqueue(Mail.welcome, text)

    #expect(try await t.requireOne(Mail.welcome).arguments == text)
  }

  @Test func `arguments by name are those by place`() async throws {
    let t = try TestBroker.current

    try await t.broker.enqueue(named: "mail.invoice", with: ["cents": 100, "address": "ada"])

    let invoice = try await t.requireOne(Mail.invoice, with: "ada", 100)
    #expect(invoice.arguments == ("ada", 100))
  }

  @Test func `tasks of a struct are found by what is in it`() async throws {
    let t = try TestBroker.current
    let (ada, eve) = (SignUp(address: "ada", plan: "free"), SignUp(address: "eve", plan: "gold"))
    let sent = try await t.recording {
      for outcome in await t.broker.enqueueAll([ada, eve]) { _ = try outcome.get() }
    }

    try sent.requireOne(eve)
    try sent.requireOne(SignUp.self) { $0.plan == "free" }
    try sent.requireInOrder([ada, eve])
    try sent.requireNone(SignUp(address: "ada", plan: "gold"))
    #expect(try sent.of(SignUp.self).map(\.arguments.address) == ["ada", "eve"])
  }

  @Test func `names are without the prefix`() async throws {
    let t = try await TestBroker { $0.namePrefix = "staging-" }

    try await t.broker.enqueue(Mail.welcome, "ada")

    #expect(try await t.requireOne(Mail.welcome).queue == "default")
  }
}
