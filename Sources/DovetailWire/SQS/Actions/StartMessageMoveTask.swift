package import DovetailTransport

/// StartMessageMoveTask: begins to move the messages of a dead-letter queue.
package struct StartMessageMoveTask: SQSCall {
  package static let action = SQSAction.startMessageMoveTask

  package var request: MoveTaskRequest

  package init(request: MoveTaskRequest) {
    self.request = request
  }

  package init(_ reader: inout JSONReader) throws {
    var fields = WireMoveTask()
    try reader.object { (name, reader) throws(JSONError) in try fields.read(name, &reader) }
    request = try fields.request()
  }

  package func write(to object: inout JSONObjectWriter) {
    request.write(to: &object)
  }

  package func write(_ answer: MoveTaskHandle, to object: inout JSONObjectWriter) {
    object.member("TaskHandle", answer.rawValue)
  }

  package func readAnswer(_ reader: inout JSONReader) throws -> MoveTaskHandle {
    var handle: String?
    try reader.object { (name, reader) throws(JSONError) in
      switch name {
      case "TaskHandle": handle = try reader.text()
      default: try reader.skip()
      }
    }
    guard let handle else { throw JSONError(expected: "a TaskHandle", offset: reader.offset) }
    return MoveTaskHandle(rawValue: handle)
  }
}
