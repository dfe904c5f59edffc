public import DovetailTransport

/// The JSON body that TaskIQ's workers and clients in Python read and write.
///
/// The body is one object with `task_id`, `task_name`, `labels` (all texts), `labels_types`, `args`
/// and `kwargs`; there are no message attributes. What is read may have its members in any order,
/// members that are not known, no `labels_types`, and then labels that are JSON values.
/// `NaN` and `Infinity`, which Python may write, are refused.
///
/// Source: taskiq 0.13, `taskiq/message.py` and `taskiq/formatters/json_formatter.py`.
public struct TaskIQFormat: TaskFormat {
  /// Makes the format.
  public init() {}

  /// Writes the body; throws ``TaskFormatError`` when the id or the name has no legal length.
  public func encode(_ message: TaskMessage) throws -> OutgoingMessage {
    try Self.check(message.id, name: message.name)
    let labels = message.labels.sorted { $0.key < $1.key }
    var writer = JSONWriter()
    writer.reserve(
      160 + message.arguments.positional.count + message.arguments.named.count
        + labels.count * 48)
    writer.object { body in
      body.member("task_id", message.id.rawValue)
      body.member("task_name", message.name)
      body.member("labels") { writer in
        writer.object { object in
          for (name, value) in labels { object.member(name, value.taskIQText) }
        }
      }
      body.member("labels_types") { writer in
        writer.object { object in
          for (name, value) in labels { object.member(name) { $0.integer(value.taskIQType) } }
        }
      }
      body.member("args") { $0.raw(message.arguments.positional) }
      body.member("kwargs") { $0.raw(message.arguments.named) }
    }
    return OutgoingMessage(QueueText.make(of: writer.bytes))
  }

  /// Reads the body; throws ``TaskFormatError``, which names the member at fault.
  public func decode(_ message: ReceivedMessage) throws -> TaskMessage {
    let body = try TaskIQBody(Array(message.body.utf8))
    try Self.check(body.id, name: body.name)
    return TaskMessage(
      id: body.id, name: body.name, labels: try body.typedLabels(), arguments: body.arguments)
  }

  static let document = "TaskIQ message"

  private static func check(_ id: TaskID, name: String) throws(TaskFormatError) {
    guard id.isLegal else {
      throw TaskFormatError(
        document: document, member: "task_id", problem: "must have 1 to 256 bytes")
    }
    guard !name.isEmpty else {
      throw TaskFormatError(document: document, member: "task_name", problem: "must not be empty")
    }
  }
}
