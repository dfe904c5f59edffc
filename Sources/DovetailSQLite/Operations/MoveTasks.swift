internal import DovetailTransport

/// StartMessageMoveTask: begins to move messages out of a dead-letter queue.
struct StartMoveTask {
  private let request: MoveTaskRequest
  private let account: Account
  private let taskID: UniqueID

  init(
    _ request: MoveTaskRequest, _ account: Account, _ random: RandomSource
  ) throws(TransportError) {
    try request.check()
    self.request = request
    self.account = account
    taskID = .random(from: random)
  }

  func run(in transaction: Transaction) throws -> MoveTaskHandle {
    let source = try transaction.queue(request.source, of: account, "SourceArn")
    guard try !transaction.queues.sources(of: source, after: "", limit: 1).isEmpty else {
      throw MoveTaskRules.invalid("Source queue must be configured as a Dead Letter Queue.")
    }
    try checkDestination(in: transaction)
    let newest = try transaction.moveTasks.all(of: source.id, limit: 1).first
    guard newest?.status != .running else {
      throw MoveTaskRules.invalid(
        "There is already a task running. Only one active task is allowed for a source queue arn at "
          + "a given time.")
    }
    guard try transaction.moveTasks.runningCount(of: source.account) < SQSLimits.activeMoveTasks
    else {
      throw TransportError.invalid(
        .overLimit, "There are already 100 active message move tasks, the most of an account.")
    }
    try transaction.clearExpired(of: source)
    let toMove = try MessageCounts(of: source, in: transaction)?.available
    let now = transaction.now
    let task = MoveTaskRecord(
      id: 0, taskID: taskID, source: source.id, sourceName: source.name,
      account: source.account, destination: request.destination?.queue.text,
      rate: request.messagesPerSecond.map { Int64($0) }, status: .running, moved: 0,
      toMove: try toMove ?? transaction.messageCount(of: source.backlog), startedAt: now, owner: 0,
      leaseEndsAt: now)
    transaction.wake(.moveTask(try transaction.moveTasks.insert(task)), at: now)
    return MoveTaskToken(taskID: taskID, source: request.source).handle
  }

  private func checkDestination(in transaction: Transaction) throws {
    guard let destination = request.destination else { return }
    _ = try transaction.queue(destination, of: account, "DestinationArn")
    guard destination != request.source else {
      throw MoveTaskRules.invalid(
        "Source queue arn and destination queue arn cannot be the same.")
    }
    guard destination.queue.isFIFO == request.source.queue.isFIFO else {
      throw MoveTaskRules.invalid(
        "The source queue and destination queue must be of the same queue type.")
    }
  }
}

/// ListMessageMoveTasks: the last tasks of a dead-letter queue, newest first.
struct ListMoveTasks {
  private let source: QueueARN
  private let maxResults: Int
  private let account: Account

  init(from source: QueueARN, maxResults: Int, _ account: Account) throws(TransportError) {
    try MoveTaskRules.check(maxResults: maxResults)
    self.source = source
    self.maxResults = maxResults
    self.account = account
  }

  func run(in transaction: Transaction) throws -> [MoveTask] {
    let queue = try transaction.queue(source, of: account, "SourceArn")
    return try transaction.moveTasks.all(of: queue.id, limit: maxResults).map { task in
      let isRunning = task.status == .running
      if isRunning { transaction.wake(.moveTask(task.id), at: transaction.now) }
      return MoveTask(
        handle: isRunning ? MoveTaskToken(taskID: task.taskID, source: source).handle : nil,
        status: task.status,
        request: MoveTaskRequest(
          source: source,
          destination: try task.destination.map { account.arn(of: try QueueName($0)) },
          messagesPerSecond: task.rate.map { Int($0) }),
        moved: Int(task.moved), toMove: Int(task.toMove), failureReason: task.failureReason,
        startedAt: task.startedAt)
    }
  }
}

/// CancelMessageMoveTask: ends a task; what it has moved stays moved.
struct CancelMoveTask {
  private let token: MoveTaskToken
  private let account: Account

  init(_ handle: MoveTaskHandle, _ account: Account) throws(TransportError) {
    token = try MoveTaskToken(handle)
    self.account = account
  }

  /// Returns how many messages the task has moved.
  func run(in transaction: Transaction) throws -> Int {
    let queue = try transaction.queue(token.source, of: account, "SourceArn")
    let tasks = try transaction.moveTasks.all(of: queue.id, limit: .max)
    guard var task = tasks.first(where: { $0.taskID.uuidString == token.taskID }) else {
      throw TransportError.invalid(.resourceNotFound, "Task does not exist.")
    }
    guard task.status == .running else {
      throw MoveTaskRules.invalid("Only active tasks can be cancelled.")
    }
    task.status = .cancelled
    try transaction.moveTasks.update(task)
    return Int(task.moved)
  }
}

extension Transaction {
  /// The queue that an ARN names; throws `resourceNotFound` when there is none.
  fileprivate func queue(
    _ arn: QueueARN, of account: Account, _ parameter: String
  ) throws -> QueueRecord {
    guard arn == account.arn(of: arn.queue),
      let queue = try queues.find(arn.queue.text, of: account.number)
    else { throw MoveTaskRules.notFound(parameter) }
    return queue
  }
}
