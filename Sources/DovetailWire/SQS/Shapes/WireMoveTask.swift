import DovetailTransport

/// A move task as it is asked for and as it is listed.
struct WireMoveTask {
  private var handle: String?
  private var status: String?
  private var source: String?
  private var destination: String?
  private var rate: Int?
  private var moved: Int?
  private var toMove: Int?
  private var failureReason: String?
  private var startedAt: Int?

  /// Reads the member `name`, or skips it.
  mutating func read(_ name: String, _ reader: inout JSONReader) throws(JSONError) {
    switch name {
    case "TaskHandle": handle = try reader.text()
    case "Status": status = try reader.text()
    case "SourceArn": source = try reader.text()
    case "DestinationArn": destination = try reader.text()
    case "MaxNumberOfMessagesPerSecond": rate = try reader.integer()
    case "ApproximateNumberOfMessagesMoved": moved = try reader.integer()
    case "ApproximateNumberOfMessagesToMove": toMove = try reader.integer()
    case "FailureReason": failureReason = try reader.text()
    case "StartedTimestamp": startedAt = try reader.integer()
    default: try reader.skip()
    }
  }

  /// What was asked for; throws for an ARN that is missing, or names no queue.
  func request() throws -> MoveTaskRequest {
    MoveTaskRequest(
      source: try QueueARN(source.required("SourceArn"), parameter: "SourceArn"),
      destination: try destination.map { try QueueARN($0, parameter: "DestinationArn") },
      messagesPerSecond: rate)
  }

  /// The task; throws for a status that is not known.
  func task() throws -> MoveTask {
    guard let status = status.flatMap(MoveTask.Status.init(rawValue:)) else {
      throw JSONError(expected: "a status of a move task, not \(status ?? "none")", offset: 0)
    }
    return MoveTask(
      handle: handle.map(MoveTaskHandle.init(rawValue:)), status: status, request: try request(),
      moved: moved ?? 0, toMove: toMove ?? 0, failureReason: failureReason,
      startedAt: Timestamp(milliseconds: Int64(startedAt ?? 0)))
  }
}

extension MoveTaskRequest {
  func write(to object: inout JSONObjectWriter) {
    object.member("SourceArn", source.description)
    object.member("DestinationArn", ifAny: destination?.description)
    object.member("MaxNumberOfMessagesPerSecond", ifAny: messagesPerSecond)
  }
}

extension MoveTask {
  func write(to object: inout JSONObjectWriter) {
    object.member("TaskHandle", ifAny: handle?.rawValue)
    object.member("Status", status.rawValue)
    request.write(to: &object)
    object.member("ApproximateNumberOfMessagesMoved", ifAny: moved)
    object.member("ApproximateNumberOfMessagesToMove", ifAny: toMove)
    object.member("FailureReason", ifAny: failureReason)
    object.member("StartedTimestamp", ifAny: Int(startedAt.milliseconds))
  }
}
