/// A task's arguments as a struct: its fields are the arguments' names on the wire.
///
/// ```swift
/// struct Invoice: TaskPayload {
///   static let task = TaskName<Invoice, Receipt>("billing.invoice")
///   var customer: UUID
///   var cents: Int
/// }
/// ```
public protocol TaskPayload: Codable, Sendable {
  /// What the task answers; ``NoValue`` when nothing.
  associatedtype Output: Codable & Sendable
  /// The task's name and its queue.
  static var task: TaskName<Self, Output> { get }
}

/// The name of a task whose arguments are a struct, and how it is sent.
public struct TaskName<Payload: Sendable, Output: Codable & Sendable>: Sendable {
  /// The task's name on the wire, at least one character.
  public let text: String
  /// How the task is sent, unless the call says otherwise.
  public let options: SendOptions

  /// Makes a name.
  ///
  /// `queue`: where the task goes unless the call says otherwise; nil: the broker's default queue.
  public init(_ text: String, queue: String? = nil, options: SendOptions = SendOptions()) {
    self.text = text
    self.options = queue.map(options.queue) ?? options
  }
}
