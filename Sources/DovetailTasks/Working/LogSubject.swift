import DovetailTransport
import Logging

/// What a log line about a message says beside its words: which task it is, and never what is in it.
struct LogSubject: Sendable {
  let queue: QueueName
  var message: MessageID?
  var task: TaskID?
  var name: String?
  /// Which run it is; 0 before one is known.
  var attempt = 0

  /// The same keys on every line; what is not known yet says so.
  var metadata: Logger.Metadata {
    [
      "task_id": "\(task?.rawValue ?? Self.unknown)",
      "task_name": "\(name?.prefix(bytes: Self.longestName) ?? Self.unknown)",
      "attempt": "\(attempt)",
      "queue": "\(queue)",
      "message_id": "\(message?.rawValue ?? Self.unknown)",
    ]
  }

  private static let unknown = "unknown"
  private static let longestName = 256
}

extension Delivery {
  /// What log lines say of it.
  var subject: LogSubject {
    LogSubject(
      queue: profile.queue, message: message.id, task: id, name: task?.name, attempt: attempt)
  }
}
