/// Why arguments, a payload or a return value could not be written or read.
///
/// Safe to log: says which value and what was expected, and never quotes it. Running the task again
/// does not help, so it is not retried.
public struct TaskArgumentError: NonRetryableError, Hashable {
  /// Which value: "argument 2 (width)", "the payload", "the return value", with the path inside it.
  public var subject: String
  /// What is wrong with it, as the rest of a sentence: "must be a whole number".
  public var problem: String

  /// Makes an error; neither text may quote values.
  public init(_ subject: String, _ problem: String) {
    self.subject = subject
    self.problem = problem
  }
}

extension TaskArgumentError: CustomStringConvertible {
  /// The error as a sentence.
  public var description: String { "The task was not given what it takes: \(subject) \(problem)." }
}

extension TaskArgumentError {
  /// How an argument is called: "argument 2 (width)", from a place counted from 0.
  static func subject(_ index: Int, _ names: [String]) -> String {
    guard index < names.count, !names[index].isEmpty else { return "argument \(index + 1)" }
    return "argument \(index + 1) (\(names[index]))"
  }
}
