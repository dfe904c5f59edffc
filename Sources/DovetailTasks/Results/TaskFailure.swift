/// Why a task failed, as its result tells those who wait for it.
///
/// It is a description: the error that was thrown may be of another process, or another language.
public struct TaskFailure: Error, Hashable, Sendable {
  /// The error's type: "PaymentDeclined", or in Python the class, "ValueError".
  public var type: String
  /// What the error says; Python has one text for each argument of the exception.
  public var messages: [String]
  /// Where the type is declared: "Dovetail" for errors of Swift, a module's name for Python's.
  ///
  /// Python revives the exception from it, and must find no module of its own by that name.
  public var module: String?
  /// A struct cannot hold itself: none or one.
  private var causes: [TaskFailure]

  /// Makes a failure.
  public init(
    type: String,
    messages: [String],
    module: String? = TaskFailure.swiftModule,
    cause: TaskFailure? = nil
  ) {
    self.type = type
    self.messages = messages
    self.module = module
    causes = cause.map { [$0] } ?? []
  }

  /// What brought the failure about, if it is known.
  public var cause: TaskFailure? {
    get { causes.first }
    set { causes = newValue.map { [$0] } ?? [] }
  }

  /// The module that failures of Swift tasks name.
  public static let swiftModule = "Dovetail"
}

extension TaskFailure: CustomStringConvertible {
  /// The failure as a line: `PaymentDeclined: no cover, caused by Timeout: 5 s`.
  public var description: String {
    let own = messages.isEmpty ? type : "\(type): \(messages.joined(separator: ", "))"
    guard let cause else { return own }
    return "\(own), caused by \(cause)"
  }
}
