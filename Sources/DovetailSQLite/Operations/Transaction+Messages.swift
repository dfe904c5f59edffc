internal import DovetailTransport

/// Changes of a message together with what hangs on it: counts, its group's head, its tenant's flights.
///
/// Every operation that adds, removes, hides or shows messages of a queue goes through here.
extension Transaction {
  /// Keeps a message, in its group if it has one, and returns its row.
  @discardableResult
  func insert(
    _ draft: MessageTable.Draft, into queue: QueueRecord, group name: String?
  ) throws(SQLiteError) -> Int64 {
    tally.add(1, to: .messages(queue.backlog))
    countHidden(1, draft.times, of: queue)
    if queue.settings.fifo != nil, let name {
      return try insert(draft, into: queue, fifoGroup: name)
    }
    // A message before this one may have made it a fair queue.
    let isFair = queue.isFair || fairBacklogs.contains(queue.backlog)
    guard isFair || name != nil else {
      return try messages.insert(draft, into: queue.backlog, among: .none)
    }
    let fair = FairQueue(id: queue.backlog, transaction: self)
    if !isFair { try fair.begin() }
    return try fair.insert(draft, group: name)
  }

  private func insert(
    _ draft: MessageTable.Draft, into queue: QueueRecord, fifoGroup name: String
  ) throws(SQLiteError) -> Int64 {
    let known = try groups.find(name, in: queue.backlog)
    let group = if let known { known } else { try groups.insert(name, into: queue.backlog) }
    let wakesAt = known == nil ? queue.wakesAt(draft.times) : nil
    return try messages.insert(
      draft, into: queue.backlog, among: .group(group, name: name, wakesAt: wakesAt))
  }

  /// Removes a message; the next of its group may then be received.
  func delete(
    _ row: Int64, _ record: MessageTable.Record, from queue: QueueRecord
  ) throws(SQLiteError) {
    try messages.delete(row, isApart: record.isApart)
    tally.add(-1, to: .messages(queue.backlog))
    countHidden(-1, record.times, of: queue)
    if inFlight.isWanted(in: queue.backlog) { stir(queue.id) }
    if let tenant = record.tenantID {
      try FairQueue(id: queue.backlog, transaction: self).change(row, of: tenant, visibleAt: nil)
    }
    guard let group = Placement.group(of: row), record.isHead else { return }
    try advance(group, on: queue)
    stir(queue.id)
  }

  /// Removes a message, if it is there.
  func remove(_ row: Int64, from queue: QueueRecord) throws(SQLiteError) {
    guard let record = try messages.find(row) else { return }
    try delete(row, record, from: queue)
  }

  /// The name of a message's group; nil without one.
  func groupName(of message: MessageTable.Candidate) throws(SQLiteError) -> String? {
    try groupName(message.groupName, tenant: message.tenantID)
  }

  /// The name of a message's group or tenant; nil without one.
  func groupName(_ group: String?, tenant: Int64?) throws(SQLiteError) -> String? {
    if let group { return group }
    guard let tenant, let name = try tenants.name(of: tenant) else { return nil }
    return name.isEmpty ? nil : name
  }

  /// Removes messages whose retention has ended, and counts them as cleared away.
  func clear(_ expired: [Int64], from queue: QueueRecord) throws(SQLiteError) {
    _ = try clearing { () throws(SQLiteError) in
      for row in expired { try remove(row, from: queue) }
      return expired.count
    }
  }

  /// Counts a receive of a visible message, and hides it; `isHead` says that it is the first of a
  /// group.
  func hide(
    _ row: Int64, _ times: MessageTimes, until hiddenUntil: Timestamp, on queue: QueueRecord,
    isHead: Bool = false
  ) throws(SQLiteError) {
    var times = times
    countHidden(-1, times, of: queue)
    times.visibleAt = hiddenUntil
    times.receiveCount += 1
    try messages.hide(
      row, at: now, until: hiddenUntil, wakesAt: isHead ? queue.wakesAt(times) : nil)
    countHidden(1, times, of: queue)
  }

  /// Sets when a message that has been received is visible.
  func setVisible(
    _ row: Int64, _ record: MessageTable.Record, at visibleAt: Timestamp, on queue: QueueRecord
  ) throws(SQLiteError) {
    var times = record.times
    countHidden(-1, times, of: queue)
    times.visibleAt = visibleAt
    countHidden(1, times, of: queue)
    try messages.setVisible(
      row, at: visibleAt, wakesAt: record.isHead ? queue.wakesAt(times) : nil)
    if let tenant = record.tenantID {
      try FairQueue(id: queue.backlog, transaction: self).change(
        row, of: tenant, visibleAt: visibleAt)
    }
  }

  /// Makes the first message of a group whose retention has not ended its head, and deletes those
  /// before it; without one, the group is gone.
  ///
  /// When it may clear away no more, an expired one becomes the head, and the group is awake.
  func advance(_ group: Int64, on queue: QueueRecord) throws(SQLiteError) {
    while let head = try messages.head(of: group) {
      guard !sweep.isSpent, queue.hasExpired(head.times, at: now) else {
        return try messages.setHead(head.row, wakesAt: queue.wakesAt(head.times))
      }
      _ = try clearing { () throws(SQLiteError) in
        try messages.delete(head.row, isApart: head.isApart)
        tally.add(-1, to: .messages(queue.backlog))
        countHidden(-1, head.times, of: queue)
        return 1
      }
    }
    try groups.delete(group)
  }
}
