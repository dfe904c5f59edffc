import DovetailTransport

/// A message that is to share a call of its handler with others.
struct BatchMember: Sendable {
  var delivery: Delivery
  let prepared: PreparedTask
}

extension Verdict {
  /// Whether it ends with the message gone from its queue, so that those behind it may go on.
  var endsMessage: Bool {
    switch self {
    case .succeeded, .duplicate, .deadLetter, .hop: true
    case .retry, .postpone, .release, .lost, .stuck: false
    }
  }

  /// What becomes of a message that was run together with one before it in its group that stays: it is
  /// given back, to be run again behind that.
  var behindOneThatStays: Verdict {
    switch self {
    case .lost, .stuck: self
    case .succeeded, .duplicate, .deadLetter, .hop, .retry, .postpone, .release: .release
    }
  }
}
