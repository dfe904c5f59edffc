/// All that a check-up has found.
public struct Diagnosis: Hashable, Sendable, Encodable, CustomStringConvertible {
  /// The findings, in the order of the look.
  public let findings: [Finding]

  /// Whether nothing is wrong: advice may be left.
  public var isSound: Bool { findings.allSatisfy { $0.severity < .warning } }

  /// The findings for people, each with what to do, and a line that sums up.
  public var description: String {
    let lines = findings.map { finding in
      "\(finding.severity.rawValue.uppercased())  \(finding.subject): \(finding.statement)"
        + (finding.remedy.map { "\n    \($0)" } ?? "")
    }
    return (lines + [summary]).joined(separator: "\n")
  }

  private var summary: String {
    let counts = [Finding.Severity.fault, .warning, .advice].compactMap { severity -> String? in
      let count = findings.count { $0.severity == severity }
      guard count > 0 else { return nil }
      return switch severity {
      case .fault: count == 1 ? "1 fault" : "\(count) faults"
      case .warning: count == 1 ? "1 warning" : "\(count) warnings"
      case .advice, .fine: count == 1 ? "1 piece of advice" : "\(count) pieces of advice"
      }
    }
    return counts.isEmpty ? "Nothing to mend." : counts.joined(separator: ", ") + "."
  }
}
