internal import DovetailTransport
internal import DovetailWire

// Moves out of dead-letter queues.
extension SQSCalls {
  nonisolated(nonsending) func moveTasks() async throws -> ServerResponse {
    switch asked.action {
    case .startMessageMoveTask:
      try await serve(StartMessageMoveTask.self, on: \.request.source.queue) { call in
        try await owner(of: call.request.source).administration.startMoveTask(call.request)
      }
    case .listMessageMoveTasks:
      try await serve(ListMessageMoveTasks.self, on: \.source.queue) { call in
        try await owner(of: call.source).administration.moveTasks(
          from: call.source, maxResults: call.maxResults)
      }
    default:
      try await serve(CancelMessageMoveTask.self) { call in
        try await caller.administration.cancelMoveTask(call.handle)
      }
    }
  }

  /// The account that has the queue of an ARN, in the region that it names; for one that nobody has, the
  /// caller's says that there is no such queue.
  private func owner(of queue: QueueARN) async throws -> ServerAccount {
    try await state.accounts.existingAccount(queue.account, region: queue.region) ?? caller
  }
}
