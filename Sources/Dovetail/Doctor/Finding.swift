/// One thing that a check-up has found.
public struct Finding: Hashable, Sendable, Encodable {
  /// How bad it is.
  public enum Severity: String, Hashable, Sendable, Encodable, CaseIterable, Comparable {
    /// It is as it should be.
    case fine
    /// It works, and could be better.
    case advice
    /// It works now, and will lose time or tasks.
    case warning
    /// It does not work.
    case fault

    /// The worse is the greater.
    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .fine: 0
      case .advice: 1
      case .warning: 2
      case .fault: 3
      }
    }
  }

  /// How bad it is.
  public let severity: Severity
  /// What was looked at: "queue orders".
  public let subject: String
  /// The kind of finding, for programs: "redrive.count".
  public let code: String
  /// What was found, as a sentence.
  public let statement: String
  /// What to do about it, as a sentence; nil: nothing.
  public let remedy: String?

  init(
    _ severity: Severity, _ subject: String, _ code: String, _ statement: String,
    remedy: String? = nil
  ) {
    self.severity = severity
    self.subject = subject
    self.code = code
    self.statement = statement
    self.remedy = remedy
  }
}
