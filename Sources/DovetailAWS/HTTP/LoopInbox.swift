internal import Synchronization

/// What other threads want of a loop, and how it is woken for it.
final class LoopInbox: Sendable {
  /// What has come since the loop last looked.
  struct Letters {
    var calls: [HTTPCall] = []
    var cancellations: [CallTicket] = []
    var isLast = false

    var isEmpty: Bool { calls.isEmpty && cancellations.isEmpty && !isLast }
  }

  private struct Fields {
    var letters = Letters()
    var isResting = false
    var isEnding = false
    /// Why nothing is taken any more; nil: the loop is at work.
    var end: HTTPError?
    var witnesses: [CheckedContinuation<Void, Never>] = []
  }

  private let fields = Mutex(Fields())
  let pipe: WakePipe

  init() throws(HTTPError) {
    pipe = try WakePipe()
  }

  /// Throws when the loop has ended, or is about to.
  func post(_ call: HTTPCall) throws(HTTPError) {
    let refusal = post { fields in
      let refusal = fields.end ?? (fields.isEnding ? Self.closed : nil)
      if refusal == nil { fields.letters.calls.append(call) }
      return refusal
    }
    if let refusal { throw refusal }
  }

  func cancel(_ ticket: CallTicket) {
    ticket.cancel()
    post { $0.letters.cancellations.append(ticket) }
  }

  /// Asks the loop to end; calls that it has are ended with it.
  func end() {
    post { fields in
      fields.letters.isLast = true
      fields.isEnding = true
    }
  }

  /// Waits until the loop has ended.
  func waitForEnd() async {
    await withCheckedContinuation { continuation in
      let hasEnded = fields.withLock { fields in
        if fields.end == nil { fields.witnesses.append(continuation) }
        return fields.end != nil
      }
      if hasEnded { continuation.resume() }
    }
  }

  /// The loop's own: what has come; it will work on that.
  func take() -> Letters {
    fields.withLock { fields in
      fields.isResting = false
      defer { fields.letters = Letters() }
      return fields.letters
    }
  }

  /// The loop's own: whether it may wait; then it is woken by the next letter.
  func rest() -> Bool {
    fields.withLock { fields in
      fields.isResting = fields.letters.isEmpty
      return fields.isResting
    }
  }

  /// The loop's last: it is over, and why.
  func close(_ reason: HTTPError = LoopInbox.closed) {
    let (letters, witnesses) = fields.withLock { fields in
      fields.end = reason
      defer { (fields.letters, fields.witnesses) = (Letters(), []) }
      return (fields.letters, fields.witnesses)
    }
    for call in letters.calls { call.continuation.resume(throwing: reason) }
    for witness in witnesses { witness.resume() }
  }

  static let closed = HTTPError(.closed, "The HTTP client has been shut down.")

  /// Changes the fields, and wakes the loop if that may wait.
  @discardableResult
  private func post<Answer>(_ change: (inout sending Fields) -> sending Answer) -> Answer {
    let (answer, wakes) = fields.withLock { fields in
      let answer = change(&fields)
      defer { fields.isResting = fields.isResting && fields.letters.isEmpty }
      return (answer, fields.isResting && !fields.letters.isEmpty)
    }
    if wakes { pipe.ring() }
    return answer
  }
}
