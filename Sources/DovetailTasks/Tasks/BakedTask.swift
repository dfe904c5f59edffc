/// A task with its arguments, to be sent later or passed on, as to another task.
///
/// ```swift
/// let resize = try Tasks.resize.bake("cat.png", 320)
/// try await broker.enqueue(resize)
/// try await broker.enqueue(Tasks.afterwards, resize)
/// ```
public struct BakedTask<Output: Codable & Sendable>: Codable, Hashable, Sendable {
  /// The task's name.
  public let name: String
  /// Its arguments, as JSON.
  public let arguments: TaskArguments
  /// How it is sent, unless the call says otherwise.
  public let options: SendOptions

  /// Puts together a task that this program has no contract of, and arguments that are JSON already.
  public init(
    named name: String, json arguments: TaskArguments, options: SendOptions = SendOptions()
  ) {
    self.name = name
    self.arguments = arguments
    self.options = options
  }

  func call(_ options: SendOptions) -> SendPipeline.Call {
    SendPipeline.Call(
      name: name, arguments: arguments, taskOptions: self.options, options: options)
  }
}

extension TaskKey {
  /// Puts the task and its arguments together; throws ``TaskError`` when one does not encode.
  ///
  /// `options`: how it is sent, before what the task says.
  public func bake(
    _ arguments: repeat each Argument, options: SendOptions = SendOptions()
  ) throws -> BakedTask<Output> {
    BakedTask(try call(repeat each arguments, options: options))
  }
}

extension TaskPayload {
  /// Puts the task and its arguments together; throws ``TaskError`` when they do not encode.
  ///
  /// `options`: how it is sent, before what the task says.
  public func bake(options: SendOptions = SendOptions()) throws -> BakedTask<Output> {
    BakedTask(try call(options))
  }
}

extension BakedTask {
  fileprivate init(_ call: SendPipeline.Call) {
    name = call.name
    arguments = call.arguments
    options = call.taskOptions.overridden(by: call.options)
  }
}
