import DovetailTransport

/// A message on its way into a queue, and who is told how that went.
struct SendEntry: Sendable {
  let parcel: Parcel
  let addedAt: Timestamp
  /// Told, once, what became of it.
  let receipt: any SendReceipt
  /// Its place among those that the receipt is told of.
  let place: Int

  /// The flush that it is counted to.
  var epoch = 0
  /// Set by a flush: it waits for nothing.
  var isFlushed = false
  /// How its sending has gone so far, if it failed.
  var failure: Failure?
  var firstTriedAt: Timestamp?

  /// An entry's failed attempts.
  struct Failure: Sendable {
    var attempts: Int
    var firstAt: Timestamp
    var lastAt: Timestamp
    var error: TransportError
    /// Not to be sent again before that.
    var retryAt: Timestamp
    /// Whether an attempt's answer was lost: the queue may have the message.
    var isInDoubt: Bool
  }

  /// Whether the queue may have it, although nobody was told so.
  var isInDoubt: Bool { failure?.isInDoubt ?? false }

  /// The error that says no more than is known: what may be in the queue is not said to be refused.
  func honest(_ error: any Error) -> any Error {
    guard isInDoubt, (error as? TransportError)?.code != .outcomeUnknown else { return error }
    return TransportError(
      .outcomeUnknown, attempt: "send to \(parcel.queue)",
      detail: "the answer to an earlier attempt was lost; at last: \(error)", cause: error)
  }

  /// The line it stands in, which must not be overtaken: its group's, on a FIFO queue.
  var line: String? { parcel.queue.isFIFO ? parcel.message.groupID : nil }
}

/// Where the outcome of a send is wanted.
protocol SendReceipt: AnyObject, Sendable {
  /// The entry is done with: accepted, or not for good.
  func finish(_ entry: SendEntry, _ outcome: Result<SentMessage, any Error>)
}
