/// One of the tasks that an entity is spread over.
public struct FanOutStep: Sendable {
  /// Names it among the entity's tasks, as a field or a stage: "yearBuilt".
  public let name: String

  let task: String
  let arguments: TaskArguments
  let options: SendOptions

  /// Names a baked task.
  public init<Output>(_ name: String, _ task: BakedTask<Output>) {
    self.name = name
    self.task = task.name
    arguments = task.arguments
    options = task.options
  }

  /// Names a task whose arguments are a struct; throws ``TaskError`` when they do not encode.
  public init(_ name: String, _ payload: some TaskPayload) throws {
    self.init(name, try payload.bake())
  }
}
