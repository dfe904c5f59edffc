internal import DovetailTransport

/// What is counted of a backlog's messages, with what the transaction has changed so far.
extension Transaction {
  /// How many messages the backlog holds, those included whose retention has ended unnoticed.
  func messageCount(of backlog: Int64) throws(SQLiteError) -> Int64 {
    try backlogs.messageCount(of: backlog) + tally.sum { $0 == .messages(backlog) }
  }

  /// How many messages of the queue are in flight, or were within the second.
  func inFlightCount(of queue: QueueRecord) throws(SQLiteError) -> Int64 {
    try hiddenCount(of: queue.backlog, received: true, after: now.secondsRoundedDown)
  }

  /// How many messages of the queue are in flight for another second at least.
  func lastingFlightCount(of backlog: Int64) throws(SQLiteError) -> Int64 {
    try hiddenCount(of: backlog, received: true, after: now.secondsRoundedUp)
  }

  /// How many messages of the queue are delayed, or were within the second.
  func delayedCount(of queue: QueueRecord) throws(SQLiteError) -> Int64 {
    let delay = queue.settings.fifo == nil ? .zero : queue.settings.delay
    let second = now.advanced(by: .zero - delay).secondsRoundedDown
    return try hiddenCount(of: queue.backlog, received: false, after: second)
  }

  private func hiddenCount(
    of backlog: Int64, received isReceived: Bool, after second: Int64
  ) throws(SQLiteError) -> Int64 {
    let pending = tally.sum { count in
      guard case .hidden(let key) = count else { return false }
      return key.backlog == backlog && key.isReceived == isReceived && key.second > second
    }
    let count = try hidden.count(in: backlog, received: isReceived, after: second)
    return max(0, count + pending)
  }

  /// Counts messages of the queue that come, or go if `change` is negative, to or from those that are
  /// hidden; not those that are visible for good.
  ///
  /// One that a FIFO queue has delayed stays counted when its delay is over, until it is received or
  /// goes: a longer delay may hide it again.
  func countHidden(_ change: Int64, _ times: MessageTimes, of queue: QueueRecord) {
    let isReceived = times.receiveCount > 0
    let isDelayed = queue.settings.fifo != nil && !isReceived
    guard isDelayed ? isCountedAsDelayed(times) : times.visibleAt > now else { return }
    let end = isDelayed ? times.sentAt : times.visibleAt
    tally.add(
      change,
      to: .hidden(
        HiddenTable.Key(
          backlog: queue.backlog, isReceived: isReceived, second: end.secondsRoundedUp)))
  }

  /// Whether a message of a FIFO queue that was never received was sent with a delay, and so lately that
  /// it could be delayed still.
  private func isCountedAsDelayed(_ times: MessageTimes) -> Bool {
    let oldest = now.advanced(by: .zero - SQSLimits.delay.upperBound)
    return times.visibleAt > times.sentAt
      && times.sentAt.secondsRoundedUp > oldest.secondsRoundedDown
  }
}

extension Timestamp {
  /// The whole seconds since 1970, of which this moment is in the next or at its beginning.
  var secondsRoundedDown: Int64 { secondsRoundedUp - (milliseconds % 1000 == 0 ? 0 : 1) }

  /// The whole seconds since 1970 at whose end this moment has come.
  var secondsRoundedUp: Int64 {
    milliseconds / 1000 + (milliseconds > 0 && milliseconds % 1000 != 0 ? 1 : 0)
  }
}
