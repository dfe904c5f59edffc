/// The contract of a task that takes a few values: its name, its parameters and what it answers.
///
/// Producer and worker share it; it holds no broker and no body. A task of more than three values, or
/// one that outlives a deployment, is better a ``TaskPayload``: its fields have names on the wire.
///
/// ```swift
/// let resize = TaskKey("images.resize", "key", "width", as: ((String, Int) -> URL).self)
/// ```
public struct TaskKey<each Argument: Codable & Sendable, Output: Codable & Sendable>: Sendable {
  /// The task's name on the wire, at least one character.
  public let name: String
  /// The parameters' names, for callers that send arguments by name, as Python's may; may be empty.
  public let parameters: [String]
  /// How it is sent, unless the call says otherwise.
  public let options: SendOptions

  /// Makes the contract of a task that answers a value.
  ///
  /// `queue`: where it goes unless the call says otherwise; nil: the broker's default queue.
  public init(
    _ name: String, _ parameters: String..., queue: String? = nil,
    options: SendOptions = SendOptions(),
    as signature: ((repeat each Argument) -> Output).Type
  ) {
    self.init(name: name, parameters: parameters, queue: queue, options: options)
  }

  /// Makes the contract of a task that answers nothing.
  public init(
    _ name: String, _ parameters: String..., queue: String? = nil,
    options: SendOptions = SendOptions(),
    as signature: ((repeat each Argument) -> Void).Type
  ) where Output == NoValue {
    self.init(name: name, parameters: parameters, queue: queue, options: options)
  }

  init(name: String, parameters: [String], queue: String?, options: SendOptions) {
    self.name = name
    self.parameters = parameters
    self.options = queue.map(options.queue) ?? options
  }
}
