internal import DovetailTransport

/// Sets anew when the groups of a FIFO queue wake that are asleep, after its delay or its retention has
/// become shorter: as many at once as a transaction may, and the rest in a next step.
///
/// Those that are to wake later than they do need nothing: a receive that meets them sets them anew.
struct Rewake {
  let queue: Int64

  /// How many heads are read at once.
  private static let reach = 100

  /// Says in the transaction when to take the next step, if there is one.
  func run(in transaction: Transaction) throws(SQLiteError) {
    let (queues, messages) = (transaction.queues, transaction.messages)
    // The queue may be gone, and another lane may have been quicker.
    guard let rewaking = try queues.findRewaking(queue),
      let queue = try queues.find(rewaking.name, of: rewaking.account)
    else { return }
    var place = rewaking.place
    while !transaction.sweep.isSpent {
      let heads = try messages.sleepingHeads(in: queue.backlog, after: place, limit: Self.reach)
      for head in heads {
        let wakesAt = queue.wakesAt(head.times)
        if wakesAt < head.place.wakesAt { try messages.setHead(head.row, wakesAt: wakesAt) }
      }
      transaction.sweep.spend(heads.count)
      guard heads.count == Self.reach, let last = heads.last else {
        try queues.setRewaking(queue.id, after: nil)
        return transaction.stir(queue.id)
      }
      place = last.place
    }
    try queues.setRewaking(queue.id, after: place)
    transaction.stir(queue.id)
    transaction.wake(.rewake(queue.id), at: transaction.now)
  }
}

extension Transaction {
  /// Lets a changed retention or delay hold for the messages that the queue has.
  ///
  /// Source: SQS developer guide, "Amazon SQS delay queues".
  func apply(_ settings: QueueSettings, to queue: QueueRecord) throws(SQLiteError) {
    let before = queue.settings
    if settings.retention > before.retention {
      // What has expired must not come back to life.
      try backlogs.setExpired(
        until: now.advanced(by: .zero - before.retention), in: queue.backlog)
      queues.forget()
    }
    guard settings.fifo != nil,
      settings.delay < before.delay || settings.retention < before.retention
    else { return }
    let place = QueueTable.RewakePlace(wakesAt: now, number: .max)
    try queues.setRewaking(queue.id, after: place)
    try Rewake(queue: queue.id).run(in: self)
  }
}
