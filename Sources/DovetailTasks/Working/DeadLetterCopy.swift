import DovetailTransport

/// The copy of a message that goes to the dead-letter queue: its body and attributes, and one more
/// attribute that says why.
struct DeadLetterCopy {
  let message: OutgoingMessage
  /// Whether there was room for that attribute.
  let saysWhy: Bool

  init(_ letter: DeadLetter, _ delivery: Delivery) {
    var original = delivery.message.copy
    // Not the message's own: that queue may have had it within 5 minutes, and would drop the copy.
    if delivery.profile.queue.isFIFO { original.deduplicationID = delivery.message.id.rawValue }
    var explained = original
    explained.attributes[DeadLetterNote.attribute] = .string(DeadLetterNote(letter, delivery).text)
    saysWhy =
      explained.attributes.count <= SQSLimits.messageAttributes
      && explained.size <= SQSLimits.messageBytes
    message = saysWhy ? explained : original
  }
}
