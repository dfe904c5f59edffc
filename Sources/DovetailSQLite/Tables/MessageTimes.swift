internal import DovetailTransport

/// What a message's states follow from.
struct MessageTimes: Equatable {
  /// When it is visible, as it was set last; see ``QueueRecord/visibleAt(_:)``.
  var visibleAt: Timestamp
  var receiveCount: Int64
  var sentAt: Timestamp
  /// When its retention began.
  var retainedFrom: Timestamp

  init(visibleAt: Timestamp, receiveCount: Int64, sentAt: Timestamp, retainedFrom: Timestamp) {
    self.visibleAt = visibleAt
    self.receiveCount = receiveCount
    self.sentAt = sentAt
    self.retainedFrom = retainedFrom
  }

  /// Reads `visible_at_ms`, `receive_count`, `sent_at_ms` and `retained_from_ms`, the first of which is
  /// that column.
  init(_ row: borrowing Row, from column: Int32) throws(SQLiteError) {
    visibleAt = try row.timestamp(column)
    receiveCount = try row.integer(column + 1)
    sentAt = try row.timestamp(column + 2)
    retainedFrom = try row.timestamp(column + 3)
  }
}

extension QueueRecord {
  /// Messages that are retained from then or before have expired.
  func oldestExpiry(at now: Timestamp) -> Timestamp {
    let oldest = now.advanced(by: .zero - settings.retention)
    return expiredUntil.map { max(oldest, $0) } ?? oldest
  }

  /// Whether a message is to be dropped.
  func hasExpired(_ times: MessageTimes, at now: Timestamp) -> Bool {
    times.retainedFrom <= oldestExpiry(at: now)
  }

  /// Since when the queue retains a message that another has retained since `start`.
  ///
  /// What expired before its retention became longer is told by its start alone: one that comes later,
  /// and started as early, is to be told from it.
  func retention(takenOver start: Timestamp, at now: Timestamp) -> Timestamp {
    guard let expiredUntil, start <= expiredUntil,
      start > now.advanced(by: .zero - settings.retention)
    else { return start }
    return expiredUntil.advanced(by: .milliseconds(1))
  }

  /// When a message is visible: on a FIFO queue the delay that it has now holds for what was never
  /// received.
  ///
  /// Source: SQS developer guide, "Amazon SQS delay queues".
  func visibleAt(_ times: MessageTimes) -> Timestamp {
    settings.fifo != nil && times.receiveCount == 0
      ? times.sentAt.advanced(by: settings.delay) : times.visibleAt
  }

  /// What a message can be used for.
  func state(_ times: MessageTimes, at now: Timestamp) -> MessageState {
    if visibleAt(times) <= now { .available } else { times.receiveCount > 0 ? .inFlight : .delayed }
  }

  /// When there is something to do about the first message of a group: it becomes visible, or is to be
  /// dropped.
  func wakesAt(_ times: MessageTimes) -> Timestamp {
    if let expiredUntil, times.retainedFrom <= expiredUntil { return times.retainedFrom }
    return min(visibleAt(times), times.retainedFrom.advanced(by: settings.retention))
  }
}
