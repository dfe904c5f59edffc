public import DovetailTasks
@_exported public import DovetailTesting
public import Testing

/// Gives each test, and each case of a parameterised one, a broker of its own: ``TestBroker/current``.
///
/// ```swift
/// @Suite(.broker) struct SignUpTests {
///   @Test func `a welcome mail is sent`() async throws {
///     let t = try TestBroker.current
///     …
///   }
/// }
/// ```
///
/// Time waits for all that a test does in its own tasks, and a failed requirement marks the line that made it.
public struct BrokerTrait: TestTrait, SuiteTrait, TestScoping {
  private let make: @Sendable () async throws -> TestBroker

  init(_ make: @escaping @Sendable () async throws -> TestBroker) {
    self.make = make
  }

  /// Applies to all tests of a suite.
  public var isRecursive: Bool { true }

  /// Applies to cases, not to suites as a whole.
  public func scopeProvider(for test: Test, testCase: Test.Case?) -> BrokerTrait? {
    testCase == nil ? nil : self
  }

  /// Runs a case with a broker of its own.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    // One trait within another must not wait for itself.
    let isOutermost = (try? TestBroker.current) == nil
    if isOutermost { await Self.places.acquire() }
    defer { if isOutermost { Self.places.release() } }
    do {
      try await make().run { _ in try await function() }
    } catch let failure as TestFailure where !failure.filePath.isEmpty {
      Issue.record(TestFailure(failure.text, filePath: "", line: 0), sourceLocation: failure.place)
    }
  }

  /// Cases of one test begin all at once, however many there are: so few have stores at a time that memory
  /// is used again.
  private static let places = Permits(32)
}

extension Trait where Self == BrokerTrait {
  /// A broker as the defaults say.
  public static var broker: Self { BrokerTrait { try await TestBroker() } }

  /// A broker with a configuration, such as the one that the program under test uses.
  public static func broker(
    _ configuration: BrokerConfiguration, options: TestOptions = TestOptions()
  ) -> Self {
    BrokerTrait { try await TestBroker(configuration, options: options) }
  }

  /// A broker as the defaults say, but for what `change` does.
  public static func broker(
    options: TestOptions = TestOptions(),
    _ change: @escaping @Sendable (inout BrokerConfiguration) -> Void
  ) -> Self {
    BrokerTrait { try await TestBroker(options: options, change) }
  }
}

extension TestFailure {
  /// The line that asked, as the framework names places: the folder of a test target is its module.
  fileprivate var place: SourceLocation {
    let parts = filePath.split(separator: "/").suffix(2)
    let fileID = parts.count == 2 ? parts.joined(separator: "/") : "Tests/\(parts.joined())"
    return SourceLocation(
      fileID: fileID, filePath: filePath, line: max(1, line), column: 1)
  }
}
