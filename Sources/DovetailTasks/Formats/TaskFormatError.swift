import DovetailTransport

/// Why a message or a result is not of the format it should be.
///
/// Safe to log: names the member at fault, and never holds argument values or bodies.
public struct TaskFormatError: Error, Hashable, Sendable {
  /// What was read or written: "TaskIQ message".
  public var document: String
  /// The member at fault, such as `labels.priority`; nil: the document as a whole.
  public var member: String?
  /// What is wrong, as the rest of a sentence: "must be a string".
  public var problem: String

  /// Makes an error; `problem` must quote no values.
  public init(document: String, member: String?, problem: String) {
    self.document = document
    self.member = member
    self.problem = problem
  }
}

extension TaskFormatError: CustomStringConvertible {
  /// The error as a sentence.
  public var description: String {
    guard let member else { return "Not a \(document): it \(problem)." }
    return "Not a \(document): its \"\(member)\" \(problem)."
  }
}

extension TaskFormatError {
  /// What the reader did not find in `json`, said for a person.
  init(document: String, member: String?, _ error: JSONError, in json: [UInt8]) {
    let rest = json.dropFirst(error.offset)
    let isPythonNumber = rest.starts(with: "NaN".utf8) || rest.starts(with: "Infinity".utf8)
    let problem =
      isPythonNumber
      ? "holds NaN or Infinity at byte \(error.offset), which JSON does not have"
      : "is not right at byte \(error.offset), where \(error.expected) should be"
    self.init(document: document, member: member, problem: problem)
  }
}
