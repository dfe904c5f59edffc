import Dovetail
import DovetailSwiftTesting
import Logging
import Testing

@Suite("Draining", .broker, .timeLimit(.minutes(5)))
struct DrainTests {
  private func text(_ body: () async throws -> Void) async throws -> String {
    let failure = await #expect(throws: TestFailure.self) { try await body() }
    return try #require(failure).text
  }

  @Test func `a failure is told, with what was thrown`() async throws {
    let t = try TestBroker.current
    t.serve { Mail.handlers(Outbox(failures: 1)) }
    try await t.broker.enqueue(Mail.invoice, "ada", 100)
    try await t.broker.enqueue(Mail.invoice, "eve", 200)

    #expect(
      try await text { try await t.drain() } == """
        1 of 2 deliveries failed; call drain(.expectingFailures) if that is meant.
        - mail.invoice("ada", 100), attempt 1: retried after 60 s, MailServerDown: the mail server does not \
        answer
        """)
  }

  @Test func `a task that failed for good, and one that nobody handles, are told`() async throws {
    let t = try TestBroker.current
    t.serve {
      Mail.welcome.handle(retry: .immediate(maxAttempts: 1)) { _ in throw MailServerDown() }
    }
    try await t.broker.enqueue(Mail.welcome, "ada")
    try await t.broker.enqueue(Mail.invoice, "ada", 100)

    let report = try await t.drain(.expectingFailures)

    let lines = report.map(\.description).sorted()
    #expect(
      lines.last
        == #"mail.welcome("ada"), attempt 1: dead-lettered, MailServerDown: the mail server does not answer"#
    )
    #expect(lines.first?.hasPrefix(#"mail.invoice("ada", 100): put off for "#) == true)
    #expect(
      lines.first?.hasSuffix(
        #"No handler is registered for the task name "mail.invoice"."#) == true)
    #expect(report.failures.count == 2)
  }

  @Test func `a task that asks to be run later has not failed`() async throws {
    let t = try TestBroker.current
    let polite = t.broker.task("polite") { (context: TaskContext) in
      guard context.attempt > 1 else { throw RetryLater(.seconds(90)) }
    }
    t.serve { polite }
    try await polite.enqueue()

    let report = try await t.drain(within: .seconds(90))

    #expect(report.outcomes == [.retried(after: .seconds(90)), .succeeded])
  }

  @Test func `tasks that send themselves again do not hang the test`() async throws {
    let t = try TestBroker.current
    let broker = t.broker
    let key = TaskKey("again", as: ((Int) -> Void).self)
    t.serve { key.handle { number in try await broker.enqueue(key, number + 1) } }
    try await broker.enqueue(key, 1)

    #expect(
      try await text { try await t.drain(limit: 5) } == """
        The drain has stopped after 5 deliveries, and more are due: does a task send itself again? Raise the \
        limit if so many are meant. What waits:
        - again(6) on default, can be received now
        """)
  }

  @Test func `what a task makes due is run, and what is held is sent`() async throws {
    let t = try TestBroker.current
    let (broker, outbox) = (t.broker, Outbox())
    let start = broker.task("start") { try await broker.enqueue(Mail.welcome, "ada") }
    t.serve {
      start
      Mail.handlers(outbox)
    }
    try await broker.enqueueLater(start.key)

    let report = try await t.drain()

    #expect(report.map(\.name) == ["start", "mail.welcome"])
    #expect(report[Mail.welcome].outcomes == [.succeeded])
    #expect(report.named("start").count == 1)
    #expect(outbox.sent == ["ada"])
  }

  @Test func `a later handler replaces an earlier one of its name`() async throws {
    let t = try TestBroker.current
    t.serve { Mail.handlers(Outbox(failures: 100)) }
    t.serve { Mail.invoice.handle { _, cents in -cents } }

    #expect(try await t.run(Mail.invoice, with: "ada", 100) == -100)
    await #expect(throws: MailServerDown.self) { try await t.run(Mail.welcome, with: "ada") }
  }

  @Test func `the program's own worker serves too`() async throws {
    let t = try TestBroker.current
    let outbox = Outbox()
    t.serve(Worker(t.broker, concurrency: 1) { Mail.handlers(outbox) })
    try await t.broker.enqueue(Mail.welcome, "ada")

    try await t.drain(.runs(1))

    #expect(outbox.sent == ["ada"])
  }

  @Test func `more runs than were expected are told`() async throws {
    let t = try TestBroker.current
    t.serve { Mail.handlers(Outbox()) }
    for name in ["ada", "eve"] { try await t.broker.enqueue(Mail.welcome, name) }

    #expect(
      try await text { try await t.drain(.runs(1)) } == """
        The drain came to 2 deliveries instead of 1. What ran:
        - mail.welcome("ada"), attempt 1: succeeded
        - mail.welcome("eve"), attempt 1: succeeded
        Nothing waits.
        """)
  }

  @Test func `two deliveries of one task are told where one is required`() async throws {
    let t = try TestBroker.current
    t.serve { Mail.handlers(Outbox()) }
    for name in ["ada", "eve"] { try await t.broker.enqueue(Mail.welcome, name) }

    #expect(
      try await text { try await t.drain().requireOne(Mail.welcome) } == """
        2 deliveries of task mail.welcome ran in this drain; one was expected. What ran:
        - mail.welcome("ada"), attempt 1: succeeded
        - mail.welcome("eve"), attempt 1: succeeded
        Nothing waits.
        """)
  }

  @Test func `messages of a raw queue are run`() async throws {
    let t = try await TestBroker { $0.queues = ["events"] }
    let rows = Rows()
    t.serve { RawQueue("events").handle { message in rows.insert(message.body) } }
    try await t.broker.sendRaw("<order/>", options: .queue("events"))

    #expect(try await t.enqueued().otherBodies == ["<order/>"])
    try await t.drain(.runs(1))

    #expect(rows.all == ["<order/>"])
  }

  @Test func `a handler of batches is drained, and may sleep`() async throws {
    let t = try TestBroker.current
    t.serve {
      Mail.welcome.handleBatches(upTo: 10) { batch in
        try await batch.first?.context.clock.sleep(for: .seconds(100))
        return batch.map { $0.succeeded() }
      }
    }
    for name in ["ada", "eve"] { try await t.broker.enqueue(Mail.welcome, name) }

    try await t.drain(.runs(2))
  }

  @Test func `a worker beside the test ends with it, also when the test fails`() async throws {
    let t = try TestBroker.current
    t.serve { Mail.handlers(Outbox()) }

    await #expect(throws: MailServerDown.self) {
      try await t.working {
        try await t.broker.enqueue(Mail.welcome, "ada")
        throw MailServerDown()
      }
    }

    // The worker has run the task, or given it back.
    try await t.drain()
    try await t.requireEmpty()
  }

  @Test func `what is logged is shown on demand`() async throws {
    let shown = Rows()
    let logger = Logger(label: "shown") { _ in ShownLog(rows: shown) }
    let t = try await TestBroker(options: TestOptions { $0.logger = logger })
    t.serve {
      Mail.welcome.handle { context, _ in context.logger.info("greeting") }
    }
    try await t.broker.enqueue(Mail.welcome, "ada")

    try await t.drain()

    #expect(shown.all.contains("greeting"))
  }
}

/// Keeps what is logged.
private struct ShownLog: LogHandler {
  let rows: Rows
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    rows.insert("\(event.message)")
  }
}
