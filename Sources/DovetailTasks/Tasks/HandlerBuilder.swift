/// Lists the handlers of a worker.
@resultBuilder
public enum HandlerBuilder {
  /// Takes a handler.
  public static func buildExpression(_ handler: TaskHandler) -> [TaskHandler] {
    [handler]
  }

  /// Takes handlers that were made elsewhere.
  public static func buildExpression(_ handlers: [TaskHandler]) -> [TaskHandler] {
    handlers
  }

  /// Takes a task that a broker made.
  public static func buildExpression<each Argument, Output>(
    _ task: TypedTask<repeat each Argument, Output>
  ) -> [TaskHandler] {
    [task.handler]
  }

  /// Joins the handlers of a block.
  public static func buildBlock(_ handlers: [TaskHandler]...) -> [TaskHandler] {
    handlers.flatMap(\.self)
  }

  /// Takes the handlers of an `if` without an `else`.
  public static func buildOptional(_ handlers: [TaskHandler]?) -> [TaskHandler] {
    handlers ?? []
  }

  /// Takes the handlers of an `if`.
  public static func buildEither(first handlers: [TaskHandler]) -> [TaskHandler] {
    handlers
  }

  /// Takes the handlers of an `else`.
  public static func buildEither(second handlers: [TaskHandler]) -> [TaskHandler] {
    handlers
  }

  /// Takes the handlers of a loop.
  public static func buildArray(_ handlers: [[TaskHandler]]) -> [TaskHandler] {
    handlers.flatMap(\.self)
  }
}
