package import DovetailTransport

/// CancelMessageMoveTask: ends a move task.
package struct CancelMessageMoveTask: SQSCall {
  package static let action = SQSAction.cancelMessageMoveTask

  package var handle: MoveTaskHandle

  package init(handle: MoveTaskHandle) {
    self.handle = handle
  }

  package init(_ reader: inout JSONReader) throws {
    var handle: String?
    try reader.object { (name, reader) throws(JSONError) in
      switch name {
      case "TaskHandle": handle = try reader.text()
      default: try reader.skip()
      }
    }
    self.handle = MoveTaskHandle(rawValue: try handle.required("TaskHandle"))
  }

  package func write(to object: inout JSONObjectWriter) {
    object.member("TaskHandle", handle.rawValue)
  }

  /// Writes about how many messages the task has moved.
  package func write(_ answer: Int, to object: inout JSONObjectWriter) {
    object.member("ApproximateNumberOfMessagesMoved", ifAny: answer)
  }

  package func readAnswer(_ reader: inout JSONReader) throws -> Int {
    var moved = 0
    try reader.object { (name, reader) throws(JSONError) in
      switch name {
      case "ApproximateNumberOfMessagesMoved": moved = try reader.integer() ?? 0
      default: try reader.skip()
      }
    }
    return moved
  }
}
