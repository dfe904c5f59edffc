public import DovetailTasks

extension TestBroker {
  @TaskLocal static var scoped: TestBroker?

  /// The broker of the running test; throws ``TestFailure`` when it has none.
  public static var current: TestBroker {
    get throws {
      guard let scoped else {
        throw TestFailure(
          "This test has no broker of its own. Give it or its suite the trait .broker of "
            + "DovetailSwiftTesting, or make one: try await TestBroker().")
      }
      return scoped
    }
  }

  /// Runs a test on the broker: it is the current one, and time waits for all that the test does.
  package func run<Value: Sendable>(
    _ test: @Sendable (TestBroker) async throws -> Value
  ) async rethrows -> Value {
    try await Self.$scoped.withValue(self) {
      try await queues.watching { try await test(self) }
    }
  }
}

/// Runs a test with a broker of its own, as in XCTest, which has no traits.
///
/// ```swift
/// func testWelcome() async throws {
///   try await withTestBroker { t in
///     try await signUp("ada@example.org", on: t.broker)
///     try await t.requireOne(Mail.welcome)
///   }
/// }
/// ```
public func withTestBroker<Value: Sendable>(
  _ configuration: BrokerConfiguration = BrokerConfiguration(),
  options: TestOptions = TestOptions(), _ test: @Sendable (TestBroker) async throws -> Value
) async throws -> Value {
  try await TestBroker(configuration, options: options).run(test)
}
