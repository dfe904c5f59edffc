internal import DovetailTransport

/// What the handle of a move task says: base64 of an object with the task's id and its source's ARN.
///
/// Source: recorded from SQS.
struct MoveTaskToken {
  var taskID: String
  var source: QueueARN

  init(taskID: UniqueID, source: QueueARN) {
    self.taskID = taskID.uuidString
    self.source = source
  }

  /// Reads a handle; throws for one that is none.
  init(_ handle: MoveTaskHandle) throws(TransportError) {
    guard let bytes = Base64.decode(handle.rawValue.utf8),
      let members = try? JSONValue(parsing: bytes).members,
      let taskID = members["taskId"]?.string,
      let source = members["sourceArn"]?.string.flatMap({ QueueARN($0) })
    else { throw MoveTaskRules.invalid("Value for parameter TaskHandle is invalid.") }
    self.taskID = taskID
    self.source = source
  }

  /// The handle.
  var handle: MoveTaskHandle {
    var writer = JSONWriter()
    writer.object { object in
      object.member("taskId", taskID)
      object.member("sourceArn", source.description)
    }
    return MoveTaskHandle(rawValue: Base64.encode(writer.bytes))
  }
}
