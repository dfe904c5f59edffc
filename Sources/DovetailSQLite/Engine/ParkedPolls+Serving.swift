internal import DovetailTransport

// Long polls are fed inside the sender's transaction: the message leaves in the same commit.
extension ParkedPolls {
  /// Lets the polls of stirred queues look again, longest waiting first, until one finds nothing.
  ///
  /// Returns those that were answered. A poll may stir another queue: it moves what was received too
  /// often to the dead-letter queue.
  func serve(in transaction: Transaction, isolating: Bool) throws -> [Poll] {
    var served: [Poll] = []
    var ids: Set<ObjectIdentifier> = []
    while let queue = transaction.unservedQueue {
      for poll in waiting(for: queue) where !ids.contains(poll.id) {
        try transaction.run(poll, isolating: isolating)
        if poll.waitingPlace != nil { break }
        served.append(poll)
        ids.insert(poll.id)
      }
      transaction.setServed(queue)
    }
    return served
  }

  /// When to look again, for each queue where that may have changed: those that were stirred, and those
  /// of the newly `parked`.
  func nextWakes(
    in transaction: Transaction, _ parked: [Poll]
  ) throws -> [(queue: Int64, instant: Timestamp?)] {
    let queues = transaction.stirredQueues.union(parked.compactMap { $0.waitingPlace?.queue })
    do {
      return try queues.filter(hasLine).map { id in
        let queue = Queue(id: id, isFIFO: isFIFO(id))
        return (id, try transaction.nextWake(of: queue))
      }
    } catch let error as SQLiteError {
      throw Undone.inDoubt(error)
    }
  }
}

extension Transaction {
  /// When the next hidden message of the queue becomes visible; now, if there may be a visible one
  /// behind those that are to be cleared away.
  fileprivate func nextWake(
    of queue: ParkedPolls.Queue
  ) throws(SQLiteError) -> Timestamp? {
    if sweep.unsweptQueues.contains(queue.id) { return now }
    return try nextWake(of: queue, after: now)
  }

  /// When something of the queue next becomes visible after `instant`: on a FIFO queue a group, on
  /// others a message.
  func nextWake(
    of queue: ParkedPolls.Queue, after instant: Timestamp
  ) throws(SQLiteError) -> Timestamp? {
    guard let backlog = try queues.backlog(of: queue.id) else { return nil }
    return queue.isFIFO
      ? try messages.nextWake(in: backlog, after: instant)
      : try messages.nextVisible(in: backlog, after: instant)
  }
}
