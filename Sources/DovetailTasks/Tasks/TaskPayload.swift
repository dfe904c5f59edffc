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

/// The name of a task whose arguments are a struct.
public struct TaskName<Payload: Sendable, Output: Codable & Sendable>: Sendable {
  /// The task's name on the wire, at least one character.
  public let text: String
  /// The queue that it goes to unless the call says otherwise; nil: the broker's default queue.
  public let queue: String?

  /// Makes a name.
  public init(_ text: String, queue: String? = nil) {
    self.text = text
    self.queue = queue
  }
}
