import Dovetail
import DovetailSwiftTesting
import Testing

@Suite("Scopes", .timeLimit(.minutes(5)))
struct ScopeTests {
  @Test func `a test without a broker is told how to get one`() {
    let failure = #expect(throws: TestFailure.self) { try TestBroker.current }

    #expect(
      failure?.text
        == "This test has no broker of its own. Give it or its suite the trait .broker of "
        + "DovetailSwiftTesting, or make one: try await TestBroker().")
  }

  @Test(.broker) func `a test may have the trait by itself`() async throws {
    try await TestBroker.current.requireEmpty()
  }

  @Test func `a scope gives what its test returns, and its broker is the current one`()
    async throws
  {
    var configuration = BrokerConfiguration()
    configuration.namePrefix = "staging-"

    let name = try await withTestBroker(configuration) { t in
      let current = try TestBroker.current
      #expect(current === t)
      return t.broker.queues.first?.text
    }

    #expect(name == "staging-default")
  }

  @Test func `a trait may take a configuration, and one in another goes before it`() async throws {
    var configuration = BrokerConfiguration()
    configuration.defaultQueue = "tasks"
    let outer = BrokerTrait.broker(configuration)
    let test = try #require(Test.current)

    try await outer.provideScope(for: test, testCase: nil) {
      let outside = try TestBroker.current
      #expect(outside.broker.queues.map(\.text) == ["tasks"])
      try await BrokerTrait.broker.provideScope(for: test, testCase: nil) {
        let inside = try TestBroker.current
        #expect(inside.broker.queues.map(\.text) == ["default"])
      }
    }
  }

  @Test func `a failed requirement marks the line that made it`() async throws {
    let test = try #require(Test.current)
    let line = #line + 5

    try await withKnownIssue {
      try await BrokerTrait.broker.provideScope(for: test, testCase: nil) {
        let t = try TestBroker.current
        try await t.requireOne(Mail.welcome)
      }
    } matching: { issue in
      issue.sourceLocation?.line == line
        && issue.error.map { "\($0)" } == "No task mail.welcome waits. Nothing waits."
    }
  }

  @Test func `other errors are thrown on`() async throws {
    let test = try #require(Test.current)

    await #expect(throws: MailServerDown.self) {
      try await BrokerTrait.broker.provideScope(for: test, testCase: nil) {
        throw MailServerDown()
      }
    }
  }

  @Test(.broker) @MainActor func `a test on the main actor has it, too`() async throws {
    let t = try TestBroker.current
    t.serve { Mail.handlers(Outbox()) }

    let sent = try await t.recording { try await t.broker.enqueue(Mail.welcome, "ada") }

    try sent.requireOne(Mail.welcome)
    _ = try await t.working { try await t.broker.enqueue(Mail.invoice, "ada", 1) }
  }
}
