public import DovetailTransport

extension SQLiteQueueAdministration {
  public func startMoveTask(_ request: MoveTaskRequest) async throws -> MoveTaskHandle {
    let attempt = "move messages out of \(request.source.queue)"
    let start = try attempting(attempt) { () throws(TransportError) in
      try StartMoveTask(request, account, random)
    }
    return try await lane.perform(attempt) { try start.run(in: $0) }
  }

  public func moveTasks(from source: QueueARN, maxResults: Int) async throws -> [MoveTask] {
    let attempt = "list move tasks of \(source.queue)"
    let list = try attempting(attempt) { () throws(TransportError) in
      try ListMoveTasks(from: source, maxResults: maxResults, account)
    }
    return try await lane.perform(attempt, writes: false) { try list.run(in: $0) }
  }

  public func cancelMoveTask(_ handle: MoveTaskHandle) async throws -> Int {
    let attempt = "cancel a move task"
    let cancel = try attempting(attempt) { () throws(TransportError) in
      try CancelMoveTask(handle, account)
    }
    return try await lane.perform(attempt) { try cancel.run(in: $0) }
  }
}
