internal import DovetailTransport

/// Moves dead letters back, and tells how far that is.
struct Redrive {
  let account: ServerAccount
  let source: QueueName

  func response(to call: InspectorCall) async throws -> ServerResponse {
    switch call.method {
    case "POST": try await start(try call.members())
    case "DELETE": try await cancel()
    default: break
    }
    let tasks = try await account.administration.moveTasks(from: arn(of: source), maxResults: 10)
    return .json { object in
      object.member("tasks") { writer in writer.array(tasks) { $0.value($1) } }
    }
  }

  private func start(_ members: JSONMembers) async throws {
    var members = members
    let target = try members.text("to")
    let rate = try members.integer("perSecond")
    try members.end()
    _ = try await account.administration.startMoveTask(
      MoveTaskRequest(
        source: arn(of: source), destination: try target.map { arn(of: try QueueName($0)) },
        messagesPerSecond: rate))
  }

  private func cancel() async throws {
    let last = try await account.administration.moveTask(from: arn(of: source))
    guard let handle = last?.handle else {
      throw InspectorError(409, "Nothing is being moved out of \(source).")
    }
    try await account.administration.cancelMoveTask(handle)
  }

  private func arn(of queue: QueueName) -> QueueARN {
    QueueARN(region: account.region, account: account.id, queue: queue)
  }
}

extension JSONWriter {
  fileprivate mutating func value(_ task: MoveTask) {
    object { object in
      object.member("status", task.status.rawValue)
      object.member("to", optional: task.request.destination?.queue.text)
      if let rate = task.request.messagesPerSecond { object.member("perSecond", rate) }
      object.member("moved", task.moved)
      object.member("toMove", task.toMove)
      object.member("started", task.startedAt)
      object.member("failure", optional: task.failureReason)
    }
  }
}
