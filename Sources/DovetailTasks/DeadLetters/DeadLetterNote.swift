import DovetailTransport

/// What a dead letter tells of its end: a JSON object in one attribute of its message.
struct DeadLetterNote: Hashable {
  /// The attribute's name.
  static let attribute = "dovetail_dead_letter"

  private static let longestReason = 1000

  var reason: String
  /// The queue that it came from, with the broker's prefix.
  var origin: String
  var attempts: Int
  /// The message that was run, in the queue it came from.
  var messageID: MessageID
  var taskID: TaskID?

  /// What is told of a delivery that has come to its end.
  init(_ letter: DeadLetter, _ delivery: Delivery) {
    let start = String(letter.reason.prefix(Self.longestReason))
    reason = start.hasOnlyMessageCharacters ? start : "unprintable"
    origin = delivery.profile.queue.text
    attempts = letter.attempts
    messageID = delivery.message.id
    taskID = delivery.id.flatMap { $0.rawValue.hasOnlyMessageCharacters ? $0 : nil }
  }

  /// Reads what a message tells; nil when it tells nothing, or nothing that can be read.
  init?(_ attributes: [String: MessageAttribute]) {
    guard let text = attributes[Self.attribute]?.stringValue,
      let members = (try? JSONValue(parsing: Array(text.utf8)))?.members,
      let reason = members["reason"]?.string, let origin = members["origin"]?.string,
      let attempts = members["attempts"]?.integer, let message = members["message_id"]?.string
    else { return nil }
    self.reason = reason
    self.origin = origin
    self.attempts = attempts
    messageID = MessageID(rawValue: message)
    taskID = members["task_id"]?.string.map(TaskID.init(rawValue:))
  }

  /// The attribute's value.
  var text: String {
    var writer = JSONWriter()
    writer.object { object in
      object.member("reason", reason)
      object.member("origin", origin)
      object.member("attempts") { $0.integer(attempts) }
      object.member("message_id", messageID.rawValue)
      if let taskID { object.member("task_id", taskID.rawValue) }
    }
    return writer.text
  }
}
