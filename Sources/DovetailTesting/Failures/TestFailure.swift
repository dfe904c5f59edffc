/// What a test has found that it did not expect, in words, and where the test asked.
///
/// It is thrown, so it fails a test in any framework; with the trait of `DovetailSwiftTesting` the line that
/// asked is the one that is marked.
public struct TestFailure: Error, Hashable, CustomStringConvertible {
  /// What was expected, what was found, and what to do.
  public var text: String
  /// The file that asked; empty when it is not known.
  public var filePath: String
  /// The line that asked.
  public var line: Int

  /// Makes a failure; the defaults name the line that calls.
  public init(_ text: String, filePath: String = #filePath, line: Int = #line) {
    self.text = text
    self.filePath = filePath
    self.line = line
  }

  /// The text, and where it was asked.
  public var description: String {
    guard let file = filePath.split(separator: "/").last else { return text }
    return "\(text) (\(file):\(line))"
  }
}

extension TestFailure {
  /// A failure that is to be placed by whoever was asked.
  init(_ text: String) {
    self.init(text, filePath: "", line: 0)
  }

  /// Runs `body`, and says in failures that do not know where that they belong to this line.
  static func at<Value>(
    _ filePath: String, _ line: Int, isolation: isolated (any Actor)? = #isolation,
    _ body: () async throws -> Value
  ) async throws -> Value {
    do {
      return try await body()
    } catch var failure as TestFailure where failure.filePath.isEmpty {
      failure.filePath = filePath
      failure.line = line
      throw failure
    }
  }
}
