import DovetailTransport

/// The handlers of a worker, by what they are for.
struct HandlerTable: Sendable {
  /// All of them, by name.
  let all: [String: TaskHandler]

  /// Throws ``TaskError`` when there is none, or when two have one name.
  init(_ handlers: [TaskHandler]) throws(TaskError) {
    let byName = Dictionary(grouping: handlers, by: \.name)
    if let (name, _) = byName.first(where: { $1.count > 1 }) {
      throw TaskError(
        .handlers,
        "Two handlers of the worker have the name \"\(name)\"; that of a raw queue has the queue's. "
          + "Give them to two workers, or one of them another name.")
    }
    guard !handlers.isEmpty else {
      throw TaskError(.handlers, "The worker has no handlers; give it at least one.")
    }
    all = byName.compactMapValues(\.first)
  }

  /// The handler of that task.
  func task(_ name: String) -> TaskHandler? {
    guard let handler = all[name], case .tasks = handler.subject else { return nil }
    return handler
  }

  /// The handler of all messages of that queue, named without the broker's prefix; nil: they are tasks.
  func rawQueue(_ name: String) -> TaskHandler? {
    guard let handler = all[name], case .rawQueue = handler.subject else { return nil }
    return handler
  }

  /// Throws ``TaskError`` when the queue of a handler is not among those that are received from.
  func check(queues: [String]) throws(TaskError) {
    for name in all.keys.sorted() where rawQueue(name) != nil && !queues.contains(name) {
      throw TaskError(
        .handlers,
        "The worker has a handler for the raw queue \"\(name)\", but does not receive from it. Declare "
          + "it in the configuration's queues, and list it in the worker's if that has a list.")
    }
  }
}
