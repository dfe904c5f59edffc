/// The middleware of a broker, the first outermost; around it tracing, if the program has any.
struct SendChain: Sendable {
  let middleware: [any SendMiddleware]

  /// Whether there is nothing to pass.
  var isEmpty: Bool { middleware.isEmpty && !MessagingSpan.isWanted }

  /// Lets a task pass, and sends it by `last`.
  func send(
    _ task: OutgoingTask, last: @Sendable (OutgoingTask) async throws -> SentTask
  ) async throws -> SentTask {
    guard !isEmpty else { return try await last(task) }
    let links = MessagingSpan.isWanted ? [SendTracing()] + middleware : middleware
    return try await pass(task, links[...]) { changed in
      guard changed.task.id == task.task.id else {
        throw TaskError(
          .invalidOption,
          "A middleware has changed the id of task \(task.task.id) to \(changed.task.id). Leave it as it "
            + "is; its caller knows the task by it.")
      }
      return try await last(changed)
    }
  }

  private func pass(
    _ task: OutgoingTask, _ rest: ArraySlice<any SendMiddleware>,
    _ last: @Sendable (OutgoingTask) async throws -> SentTask
  ) async throws -> SentTask {
    guard let first = rest.first else { return try await last(task) }
    return try await first.send(task) { try await pass($0, rest.dropFirst(), last) }
  }
}
