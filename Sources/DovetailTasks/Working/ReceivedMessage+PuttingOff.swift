import DovetailTransport

extension ReceivedMessage {
  /// How long to put a message off that could not be run.
  ///
  /// It grows with the receives, since a queue moves what is received too often to its dead-letter
  /// queue.
  func pauseWithoutRun(_ random: RandomSource) -> Duration {
    let policy = RetryPolicy.exponential(maxAttempts: .max)
    return max(.seconds(1), policy.delay(afterAttempt: receiveCount, using: random) ?? .zero)
  }

  /// Whether a worker may still come that can do what this one cannot.
  var mayBeAnothers: Bool { receiveCount < 10 }

  /// The same message, to be sent anew: without a delay, and without a de-duplication id.
  var copy: OutgoingMessage {
    OutgoingMessage(body, attributes: attributes, groupID: groupID, traceHeader: traceHeader)
  }
}
