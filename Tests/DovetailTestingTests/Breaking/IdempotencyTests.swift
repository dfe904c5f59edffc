import Dovetail
import DovetailSwiftTesting
import Testing

@Suite("Idempotency", .broker, .timeLimit(.minutes(5)))
struct IdempotencyTests {
  private func text(_ body: () async throws -> Void) async throws -> String {
    let failure = await #expect(throws: TestFailure.self) { try await body() }
    return try #require(failure).text
  }

  @Test func `a task that does more the second time is told`() async throws {
    let t = try TestBroker.current
    let outbox = Outbox()
    t.serve { Mail.handlers(outbox) }

    #expect(
      try await text {
        try await t.requireIdempotent(Mail.welcome, with: "ada") { outbox.sent }
      }
        == #"mail.welcome("ada") is not idempotent. After its first run the effects were ["ada"], after its "#
        + #"second ["ada", "ada"]."#)
  }

  @Test func `a task that enqueues another the second time is told`() async throws {
    let t = try TestBroker.current
    let (broker, rows) = (t.broker, Rows())
    t.serve {
      SignUp.handle { signUp in
        rows.insert(signUp.address)
        try await broker.enqueue(Mail.welcome, signUp.address)
      }
    }

    #expect(
      try await text {
        try await t.requireIdempotent(
          SignUp(address: "ada", plan: "free"), options: .queue("default")
        ) { rows.all }
      } == """
        accounts.sign-up(address: "ada", plan: "free") is not idempotent. Its second run has enqueued once \
        more:
        - mail.welcome("ada") on default
        """)
  }

  @Test func `a task that looks first is idempotent`() async throws {
    let t = try TestBroker.current
    let (broker, rows) = (t.broker, Rows())
    let task = broker.task("task") { (context: TaskContext, address: String) in
      rows.insert(address)
      try await broker.enqueue(
        Mail.welcome, address, options: .once("welcome-\(address)", for: .seconds(3600)))
    }
    t.serve { task }

    try await t.requireIdempotent(task.key, with: "ada") { rows.all }
  }
}
