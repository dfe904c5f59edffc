import DovetailTransport

extension ReceivedMessage {
  /// The message as it goes back: a new one, without the note of its end.
  ///
  /// Marked as sent before, so that it is not run if its task has succeeded meanwhile, and its runs are
  /// counted anew; the mark is left out when there is no room. The de-duplication id is the letter's own
  /// id: the queue has not had it, unless this very letter was pushed back and could not be deleted.
  func returned(to target: PushBackTargets.Target, delay: Duration) -> OutgoingMessage {
    var plain = copy
    plain.attributes[DeadLetterNote.attribute] = nil
    if target.queue.isFIFO {
      plain.deduplicationID = id.rawValue
    } else {
      plain.delay = delay
    }
    var marked = plain
    marked.attributes[ResentMark.attribute] = .string("True")
    let hasRoom =
      marked.attributes.count <= SQSLimits.messageAttributes
      && marked.size <= target.maximumMessageSize
    return hasRoom ? marked : plain
  }
}
