internal import DovetailTransport

/// A dead-letter queue with messages, the queue that they came from, and a queue beside.
struct MoveTaskSetting {
  let source: ClaimQueue
  let deadLetters: ClaimQueue
  let other: ClaimQueue
  /// The ARN of the dead-letter queue.
  let arn: QueueARN

  private var administration: any QueueAdministration { source.subject.administration }

  /// Moves messages with these bodies from a source to its dead-letter queue.
  init(_ bodies: [String], on subject: QueueTransportSubject, isFIFO: Bool = false) async throws {
    deadLetters = isFIFO ? try await subject.makeFIFOQueue() : try await subject.makeQueue()
    source = try await deadLetters.makeAlike()
    other = try await deadLetters.makeAlike()
    arn = try await deadLetters.arn()
    try await source.redrive(to: deadLetters, after: 1)
    for body in bodies {
      try await source.sendNamed(body, group: isFIFO ? "g" : nil)
      _ = try await source.receiveOne(hidingFor: .zero)
      try await source.expectNone("at its second receive")
    }
  }

  func start(
    to destination: ClaimQueue? = nil, rate: Int? = nil
  ) async throws -> MoveTaskHandle {
    try await administration.startMoveTask(
      MoveTaskRequest(
        source: arn, destination: try await destination?.arn(), messagesPerSecond: rate))
  }

  func last(fileID: String = #fileID, line: Int = #line) async throws -> MoveTask {
    try require(
      try await administration.moveTask(from: arn), "a move task", fileID: fileID, line: line)
  }

  func cancel(_ handle: MoveTaskHandle) async throws -> Int {
    try await administration.cancelMoveTask(handle)
  }

  /// Lets time pass.
  func advance(_ duration: Duration) async throws {
    try await source.advance(duration)
  }

  /// Throws unless the last task is just so far.
  func expectTask(
    _ status: MoveTask.Status, moved: Int, fileID: String = #fileID, line: Int = #line
  ) async throws {
    let task = try await last(fileID: fileID, line: line)
    try expect(task.status, is: status, "the status", fileID: fileID, line: line)
    try expect(task.moved, is: moved, "the number moved", fileID: fileID, line: line)
  }
}
