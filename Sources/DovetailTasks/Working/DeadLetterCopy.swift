import DovetailTransport

/// The copy of a message that goes to the dead-letter queue: its body and attributes, and one more
/// attribute that says why.
enum DeadLetterCopy {
  /// The attribute's name; its value is a JSON object.
  static let attribute = "dovetail_dead_letter"

  private static let longestReason = 1000

  /// Makes the copy.
  ///
  /// The attribute is left out when the message has no room for it.
  static func make(_ letter: DeadLetter, _ delivery: Delivery) -> OutgoingMessage {
    let message = delivery.message
    var original = message.copy
    // Not the message's own: that queue may have had it within 5 minutes, and would drop the copy.
    if delivery.profile.queue.isFIFO { original.deduplicationID = message.id.rawValue }
    var explained = original
    explained.attributes[attribute] = .string(explanation(letter, delivery))
    let hasRoom =
      explained.attributes.count <= SQSLimits.messageAttributes
      && explained.size <= SQSLimits.messageBytes
    return hasRoom ? explained : original
  }

  private static func explanation(_ letter: DeadLetter, _ delivery: Delivery) -> String {
    let reason = String(letter.reason.prefix(longestReason))
    var writer = JSONWriter()
    writer.object { object in
      object.member("reason", reason.hasOnlyMessageCharacters ? reason : "unprintable")
      object.member("origin", delivery.profile.queue.text)
      object.member("attempts") { $0.integer(letter.attempts) }
      object.member("message_id", delivery.message.id.rawValue)
      if let id = delivery.id, id.rawValue.hasOnlyMessageCharacters {
        object.member("task_id", id.rawValue)
      }
    }
    return writer.text
  }
}
