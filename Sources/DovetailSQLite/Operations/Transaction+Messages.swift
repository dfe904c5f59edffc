internal import DovetailTransport

/// Changes of a message together with what hangs on it: its group's head, its tenant's flights.
///
/// Every operation that adds, removes or shows messages of a queue goes through here.
extension Transaction {
  /// Keeps a message, in its group if it has one, and returns its row.
  func insert(
    _ draft: MessageTable.Draft, into queue: QueueRecord, group name: String?
  ) throws(SQLiteError) -> Int64 {
    if queue.settings.fifo != nil, let name {
      return try insert(draft, into: queue, fifoGroup: name)
    }
    // Asks again: a message before this one may have made it a fair queue.
    let isFair = try queues.find(queue.name)?.isFair == true
    guard isFair || name != nil else { return try messages.insert(draft, into: queue.backlog) }
    let fair = FairQueue(id: queue.backlog, transaction: self)
    if !isFair { try fair.begin() }
    return try fair.insert(draft, group: name)
  }

  private func insert(
    _ draft: MessageTable.Draft, into queue: QueueRecord, fifoGroup name: String
  ) throws(SQLiteError) -> Int64 {
    var draft = draft
    if let group = try groups.find(name, in: queue.backlog) {
      draft.groupID = group
      return try messages.insert(draft, into: queue.backlog)
    }
    let group = try groups.insert(name, into: queue.backlog)
    draft.groupID = group
    let row = try messages.insert(draft, into: queue.backlog)
    let head = MessageTable.Head(
      row: row, visibleAt: draft.visibleAt, retainedFrom: draft.retainedFrom)
    try setHead(of: group, to: head, on: queue)
    return row
  }

  /// Removes a message; the next of its group may then be received.
  func delete(
    _ row: Int64, _ record: MessageTable.Record, from queue: QueueRecord
  ) throws(SQLiteError) {
    try messages.delete(row, from: queue.backlog)
    if inFlight.isWanted(in: queue.backlog) { stir(queue.id) }
    if let tenant = record.tenantID {
      try FairQueue(id: queue.backlog, transaction: self).change(row, of: tenant, visibleAt: nil)
    }
    guard let group = record.groupID, try groups.isHead(row, of: group) else { return }
    try advance(group, on: queue)
    stir(queue.id)
  }

  /// Removes a message, if it is there.
  func remove(_ row: Int64, from queue: QueueRecord) throws(SQLiteError) {
    guard let record = try messages.find(row) else { return }
    try delete(row, record, from: queue)
  }

  /// The name of the message's group; nil without one.
  func groupName(of row: Int64) throws(SQLiteError) -> String? {
    guard let record = try messages.find(row) else { return nil }
    return try groupName(record.groupID, tenant: record.tenantID)
  }

  /// The name of a message's group or tenant; nil without one.
  func groupName(_ group: Int64?, tenant: Int64?) throws(SQLiteError) -> String? {
    if let group { return try groups.name(of: group) }
    guard let tenant, let name = try tenants.name(of: tenant) else { return nil }
    return name.isEmpty ? nil : name
  }

  /// Removes messages whose retention has ended, and counts them as cleared away.
  func clear(
    _ expired: [MessageTable.Candidate], from queue: QueueRecord
  ) throws(SQLiteError) {
    _ = try clearing { () throws(SQLiteError) in
      for message in expired { try remove(message.row, from: queue) }
      return expired.count
    }
  }

  /// Sets when a message is visible.
  func setVisible(
    _ row: Int64, _ record: MessageTable.Record, at visibleAt: Timestamp, on queue: QueueRecord
  ) throws(SQLiteError) {
    try messages.setVisible(row, at: visibleAt)
    if let tenant = record.tenantID {
      try FairQueue(id: queue.backlog, transaction: self).change(
        row, of: tenant, visibleAt: visibleAt)
    }
    guard let group = record.groupID else { return }
    let head = MessageTable.Head(row: row, visibleAt: visibleAt, retainedFrom: record.retainedFrom)
    try groups.setWake(
      of: group, ifHeadIs: row, to: head.wakes(retaining: queue.settings.retention))
  }

  /// Makes the first message of a group whose retention has not ended its head, and deletes those
  /// before it; without one, the group is gone.
  ///
  /// When it may clear away no more, an expired one becomes the head, and the group is awake.
  func advance(_ group: Int64, on queue: QueueRecord) throws(SQLiteError) {
    while let head = try messages.head(of: group) {
      guard !sweep.isSpent, queue.hasExpired(since: head.retainedFrom, at: now) else {
        return try setHead(of: group, to: head, on: queue)
      }
      _ = try clearing { () throws(SQLiteError) in
        try messages.delete(head.row, from: queue.backlog)
        return 1
      }
    }
    try groups.delete(group)
  }

  /// Lets changed attributes hold for the messages that a FIFO queue has: another retention for the
  /// heads of its groups, another delay for what was never received.
  ///
  /// Source: SQS developer guide, "Amazon SQS delay queues".
  func applySettings(of queue: QueueRecord, before: QueueSettings) throws(SQLiteError) {
    guard queue.settings.fifo != nil else { return }
    if queue.settings.delay != before.delay {
      try messages.redelay(queue.backlog, by: queue.settings.delay)
    }
    if queue.settings.delay != before.delay || queue.settings.retention != before.retention {
      try groups.recomputeWakes(of: queue.backlog, retaining: queue.settings.retention)
      stir(queue.id)
    }
  }

  /// Removes all messages of a queue whose retention has ended; looks at each message.
  func deleteExpired(from queue: QueueRecord) throws(SQLiteError) {
    let oldest = now.advanced(by: .zero - queue.settings.retention)
    let groups = try groups.expired(in: queue.backlog, retainedUpTo: oldest)
    try messages.deleteAll(of: queue.backlog, retainedUpTo: oldest)
    for group in groups { try advance(group, on: queue) }
    if queue.isFair { try FairQueue(id: queue.backlog, transaction: self).recount() }
  }

  private func setHead(
    of group: Int64, to head: MessageTable.Head, on queue: QueueRecord
  ) throws(SQLiteError) {
    try groups.setHead(
      of: group, to: head.row, wakesAt: head.wakes(retaining: queue.settings.retention))
  }
}

extension QueueRecord {
  /// Whether a message that is kept from `retainedFrom` on is to be dropped.
  func hasExpired(since retainedFrom: Timestamp, at now: Timestamp) -> Bool {
    retainedFrom.advanced(by: settings.retention) <= now
  }
}
