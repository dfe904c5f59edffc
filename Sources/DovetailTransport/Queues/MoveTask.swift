/// What messages to move out of a dead-letter queue.
///
/// Source: SQS API reference, StartMessageMoveTask.
public struct MoveTaskRequest: Hashable, Sendable {
  /// The dead-letter queue.
  public var source: QueueARN
  /// Where the messages go; nil: each to the queue that it came from.
  public var destination: QueueARN?
  /// The most messages a second, 1 to 500; nil: as fast as can be.
  public var messagesPerSecond: Int?

  /// Makes a request; see the properties for ranges.
  public init(source: QueueARN, destination: QueueARN? = nil, messagesPerSecond: Int? = nil) {
    self.source = source
    self.destination = destination
    self.messagesPerSecond = messagesPerSecond
  }

  /// Checks all that does not depend on the queues.
  package func check() throws(TransportError) {
    guard let rate = messagesPerSecond, !SQSLimits.moveTaskRate.contains(rate) else { return }
    throw .invalid(
      .invalidParameterValue,
      "Value for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: You must enter a number "
        + "that's between 1 and 500.")
  }
}

/// Names a running move task; opaque.
public struct MoveTaskHandle: RawRepresentable, Hashable, Sendable {
  /// The handle's text.
  public var rawValue: String

  /// Takes any text; whether it is a handle, the administration finds out.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }
}

/// How far a move task is.
///
/// Source: SQS API reference, ListMessageMoveTasksResultEntry.
public struct MoveTask: Hashable, Sendable {
  /// What a task does, by the names of SQS.
  public enum Status: String, Hashable, Sendable, CaseIterable {
    case running = "RUNNING"
    case completed = "COMPLETED"
    case cancelling = "CANCELLING"
    case cancelled = "CANCELLED"
    case failed = "FAILED"
  }

  /// Names the task while it runs; nil when it has ended.
  public var handle: MoveTaskHandle?
  /// What it does.
  public var status: Status
  /// What was asked for.
  public var request: MoveTaskRequest
  /// About how many messages it has moved.
  public var moved: Int
  /// About how many messages there were to be moved when it started.
  public var toMove: Int
  /// Why it failed; nil unless it did.
  public var failureReason: String?
  /// When it started.
  public var startedAt: Timestamp

  /// Makes a task as an administration returns it.
  public init(
    handle: MoveTaskHandle? = nil, status: Status, request: MoveTaskRequest, moved: Int,
    toMove: Int, failureReason: String? = nil, startedAt: Timestamp
  ) {
    self.handle = handle
    self.status = status
    self.request = request
    self.moved = moved
    self.toMove = toMove
    self.failureReason = failureReason
    self.startedAt = startedAt
  }
}

/// The rules of SQS for move tasks, and its words.
///
/// Source: SQS API reference, StartMessageMoveTask, ListMessageMoveTasks, CancelMessageMoveTask.
package enum MoveTaskRules {
  /// Checks how many tasks are asked for.
  package static func check(maxResults: Int) throws(TransportError) {
    guard SQSLimits.moveTaskPageSize.contains(maxResults) else {
      throw .invalid(
        .invalidParameterValue,
        "Value for parameter MaxResults is invalid. Reason: You must enter a number that's between "
          + "1 and 10.")
    }
  }

  /// The error for an ARN of no queue; `parameter` names it: `SourceArn`.
  package static func notFound(_ parameter: String) -> TransportError {
    .invalid(
      .resourceNotFound,
      "The resource that you specified for the \(parameter) parameter doesn't exist.")
  }

  /// The error for something that does not go together, in SQS's words.
  package static func invalid(_ reason: String) -> TransportError {
    .invalid(.invalidParameterValue, reason)
  }
}

extension QueueARN {
  /// Reads an ARN that a caller gives as `parameter`, `SourceArn` or `DestinationArn`.
  ///
  /// Throws `invalidParameterValue` for a text that is none, and `resourceNotFound` for one of
  /// something else than a queue.
  public init(_ text: String, parameter: String) throws(TransportError) {
    guard let name = ResourceName(text) else {
      throw MoveTaskRules.invalid(
        "You must use this format to specify the \(parameter): "
          + "arn:<partition>:<service>:<region>:<account-id>:<resource-id>")
    }
    guard let arn = QueueARN(name) else { throw MoveTaskRules.notFound(parameter) }
    self = arn
  }
}
