/// One statement about every conformance of a protocol, and the check that holds a subject to it.
///
/// The statement is the claim's name, so a test that runs claims reports in words what does not hold.
/// Give each check a subject of its own: claims run in any order, and several at once.
public struct Claim<Subject: Sendable>: Sendable, CustomStringConvertible {
  /// The statement: "a received message is hidden until its visibility timeout ends".
  public let name: String
  /// The rows of the list of semantics that it shows, by their ids; the list stands with our tests.
  public let rows: [String]

  private let body: @Sendable (Subject) async throws -> Void

  /// Makes a claim; `check` throws ``ClaimFailure``, or what the subject threw, when it does not hold.
  public init(
    _ name: String, rows: String..., check: @escaping @Sendable (Subject) async throws -> Void
  ) {
    self.init(name, rows: rows, check: check)
  }

  /// Makes one of several claims alike, which share the list of their rows.
  init(
    _ name: String, rows: [String], check: @escaping @Sendable (Subject) async throws -> Void
  ) {
    self.name = name
    self.rows = rows
    body = check
  }

  /// Makes a claim that shows the same rows as others.
  init(
    _ name: String, allRows rows: [String],
    check: @escaping @Sendable (Subject) async throws -> Void
  ) {
    self.name = name
    self.rows = rows
    body = check
  }

  /// Returns when the claim holds for `subject`; throws ``ClaimFailure`` when it does not.
  ///
  /// A subject that never answers never returns, so give each check a time limit.
  public func check(_ subject: Subject) async throws {
    try await body(subject)
  }

  /// The name.
  public var description: String { name }
}
