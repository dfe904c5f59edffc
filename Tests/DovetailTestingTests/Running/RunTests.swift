import Dovetail
import DovetailSwiftTesting
import Testing

@Suite("Running one task", .broker, .timeLimit(.minutes(5)))
struct RunTests {
  /// A value that is another one when it has been written and read.
  struct Trimmed: Codable, Sendable, Equatable {
    var text: String

    init(_ text: String) { self.text = text }

    init(from decoder: any Decoder) throws {
      text = try decoder.singleValueContainer().decode(String.self)
        .filter { !$0.isWhitespace }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(text)
    }
  }

  @Test func `arguments and value are written and read back`() async throws {
    let t = try TestBroker.current
    let echo = t.broker.task("echo") { (value: Trimmed) in Trimmed(value.text + " !") }
    t.serve { echo }

    #expect(try await t.run(echo.key, with: Trimmed("a b")) == Trimmed("ab!"))
  }

  @Test func `it leaves no trace in queues and results`() async throws {
    let t = try TestBroker.current
    let task = t.broker.task("task") { (number: Int) in
      guard number > 0 else { throw MailServerDown() }
      return number
    }
    t.serve { task }

    try await t.run(task.key, with: 1)
    await #expect(throws: MailServerDown.self) { try await t.run(task.key, with: 0) }

    try await t.requireEmpty()
    for action in [FaultAction.send, .receive, .delete, .putBlob] {
      #expect(t.faults.tally(of: action).calls == 0)
    }
  }

  @Test func `the context is what the call says`() async throws {
    let t = try TestBroker.current
    let look = t.broker.task("look") { (context: TaskContext) in
      [
        context.id.rawValue, "\(context.attempt)", context.labels["tenant"]?.stringValue ?? "",
        context.carried["user"]?.stringValue ?? "", context.queue.text, context.group ?? "",
      ]
    }
    t.serve { look }

    let found = try await CarriedContext.with(["user": "ada"]) {
      try await t.run(
        look.key, options: .id("call-1").label("tenant", "acme").group("g").delay(.seconds(60)),
        attempt: 3)
    }

    #expect(found == ["call-1", "3", "acme", "ada", "default", "g"])
  }

  @Test func `what stands around sends and runs is there`() async throws {
    struct Tenancy: SendMiddleware {
      func send(
        _ task: OutgoingTask, next: @Sendable (OutgoingTask) async throws -> SentTask
      ) async throws -> SentTask {
        var task = task
        task.task.labels["tenant"] = "acme"
        return try await next(task)
      }
    }
    struct Refusal: RunMiddleware {
      func run(_ context: TaskContext, next: () async throws -> Void) async throws {
        guard context.labels["tenant"] == "acme" else { throw MailServerDown() }
        try await next()
      }
    }
    let t = try await TestBroker {
      $0.middleware = [Tenancy()]
      $0.runMiddleware = [Refusal()]
    }
    t.serve { Mail.handlers(Outbox()) }

    #expect(try await t.run(Mail.invoice, with: "ada", 100) == 100)
  }

  @Test func `its time-out comes when it sleeps for longer`() async throws {
    let t = try TestBroker.current
    let slow = t.broker.task("slow", timeout: .seconds(30)) { (context: TaskContext) in
      try await context.clock.sleep(for: .seconds(60))
    }
    t.serve { slow }

    let failure = await #expect(throws: TaskFailure.self) { try await t.run(slow.key) }

    #expect(failure?.description == "TimeoutError: The run took longer than 30.0 s.")
  }

  @Test func `arguments that its handler does not take are told`() async throws {
    let t = try TestBroker.current
    t.serve { Mail.handlers(Outbox()) }
    let wrong = TaskKey("mail.invoice", as: ((String, String) -> Int).self)

    let failure = await #expect(throws: TaskFailure.self) {
      try await t.run(wrong, with: "ada", "much")
    }

    #expect(failure?.type == "TaskArgumentError")
    #expect(failure?.messages.first?.contains("argument 2 (cents)") == true)
  }

  @Test func `a task without a handler is told`() async throws {
    let t = try TestBroker.current

    let nothing = await #expect(throws: TestFailure.self) {
      try await t.run(Mail.welcome, with: "ada")
    }
    #expect(
      nothing?.text
        == "There is nothing to run tasks with. Call serve { … } with their handlers before.")

    t.serve { Mail.invoice.handle { _, cents in cents } }
    let another = await #expect(throws: TestFailure.self) {
      try await t.run(Mail.welcome, with: "ada")
    }
    #expect(
      another?.text
        == #"mail.welcome("ada") was not run. No handler is registered for the task name "mail.welcome"."#
    )
  }

  @Test func `a body may prolong its hold, report and enqueue`() async throws {
    let t = try TestBroker.current
    let broker = t.broker
    let busy = broker.task("busy") { (context: TaskContext) in
      try await context.extendHold(to: .seconds(3600))
      context.report(TaskProgress(0.5))
      try await broker.enqueue(Mail.welcome, "ada")
    }
    t.serve { busy }

    try await t.run(busy.key)

    try await t.requireOne(Mail.welcome, with: "ada")
  }

  @Test func `a handler of batches is given one`() async throws {
    let t = try TestBroker.current
    t.serve {
      Mail.welcome.handleBatches(upTo: 10) { batch in batch.map { $0.succeeded() } }
    }

    try await t.run(Mail.welcome, with: "ada")
  }
}
