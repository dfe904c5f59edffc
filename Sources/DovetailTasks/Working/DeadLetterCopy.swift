import DovetailTransport

/// The copy of a message that goes to the dead-letter queue: its body and attributes, and one more
/// attribute that says why.
enum DeadLetterCopy {
  /// Makes the copy.
  ///
  /// The attribute is left out when the message has no room for it.
  static func make(_ letter: DeadLetter, _ delivery: Delivery) -> OutgoingMessage {
    let message = delivery.message
    var original = message.copy
    // Not the message's own: that queue may have had it within 5 minutes, and would drop the copy.
    if delivery.profile.queue.isFIFO { original.deduplicationID = message.id.rawValue }
    var explained = original
    explained.attributes[DeadLetterNote.attribute] = .string(DeadLetterNote(letter, delivery).text)
    let hasRoom =
      explained.attributes.count <= SQSLimits.messageAttributes
      && explained.size <= SQSLimits.messageBytes
    return hasRoom ? explained : original
  }
}
