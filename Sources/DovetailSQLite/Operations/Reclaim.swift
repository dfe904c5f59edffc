internal import DovetailTransport

/// Deletes rows of a backlog that was dropped, then gives the file's free pages back to the system: as
/// much at once as a transaction may clear away, and the rest in a next step.
struct Reclaim {
  let backlog: Int64

  /// Says in the transaction when to take the next step, if there is one.
  func run(in transaction: Transaction) throws(SQLiteError) {
    // Another lane may have been quicker.
    guard let dropped = try transaction.backlogs.findDropped(backlog) else { return }
    if dropped.pagesToReturn == nil { try deleteRows(in: transaction) }
    guard !transaction.sweep.isSpent else { return goOn(in: transaction) }
    let free = try transaction.connection.freePages
    let rest = try returnPages(min(free, dropped.pagesToReturn ?? free), in: transaction)
    guard rest > 0 else { return try transaction.backlogs.delete(backlog) }
    try transaction.backlogs.setPagesToReturn(rest, of: backlog)
    goOn(in: transaction)
  }

  private func goOn(in transaction: Transaction) {
    transaction.wake(.reclaim(backlog), at: transaction.now)
  }

  private func deleteRows(in transaction: Transaction) throws(SQLiteError) {
    let sweep = transaction.sweep
    while !sweep.isSpent {
      let count = try transaction.clearing { () throws(SQLiteError) in
        try transaction.messages.deleteSome(of: backlog, limit: min(10, sweep.rest))
      }
      if count == 0 { break }
    }
    try deleteGroups(in: transaction)
    sweep.spend(try transaction.hidden.deleteSome(of: backlog, limit: sweep.rest))
    sweep.spend(try transaction.tenants.deleteSome(in: backlog, limit: sweep.rest))
    sweep.spend(try transaction.flights.deleteSome(on: backlog, limit: sweep.rest))
    sweep.spend(try transaction.deduplications.deleteSome(in: backlog, limit: sweep.rest))
    sweep.spend(try transaction.attempts.deleteSome(on: backlog, limit: sweep.rest))
  }

  /// Deletes the messages of groups, and each group when it has none left.
  private func deleteGroups(in transaction: Transaction) throws(SQLiteError) {
    let sweep = transaction.sweep
    while !sweep.isSpent,
      let group = try transaction.groups.list(from: "", in: backlog, limit: 1).first
    {
      let count = try transaction.clearing { () throws(SQLiteError) in
        try transaction.messages.deleteSome(ofGroup: group.row, limit: min(10, sweep.rest))
      }
      guard count == 0 else { continue }
      try transaction.groups.delete(group.row)
      sweep.spend(1)
    }
  }

  /// Gives back up to `count` pages, and returns how many of them are left to a next step; none when
  /// the database keeps its pages, as one in memory does.
  private func returnPages(
    _ count: Int64, in transaction: Transaction
  ) throws(SQLiteError) -> Int64 {
    guard count > 0 else { return 0 }
    let before = try transaction.connection.freePages
    try transaction.connection.run("PRAGMA incremental_vacuum(125)")
    let returned = before - (try transaction.connection.freePages)
    transaction.sweep.spend(Int(returned))
    return returned > 0 ? count - returned : 0
  }
}

extension Transaction {
  /// Puts an empty backlog in the place of a queue's, which takes all that it has at once.
  func empty(_ queue: QueueRecord) throws(SQLiteError) {
    try queues.setBacklog(try backlogs.insert(), of: queue.id)
    try drop(queue.backlog)
  }

  /// Drops a backlog that no queue has any more; a small one is gone at once.
  func drop(_ backlog: Int64) throws(SQLiteError) {
    try backlogs.drop(backlog)
    noteDropped(backlog)
    try Reclaim(backlog: backlog).run(in: self)
  }

  /// Runs `delete`, which returns how many messages it deleted, and counts them as cleared away.
  func clearing(
    _ delete: () throws(SQLiteError) -> Int
  ) throws(SQLiteError) -> Int {
    let before = try connection.freePages
    let count = try delete()
    let freed = max(0, try connection.freePages - before)
    sweep.spend(count, bytes: freed == 0 ? 0 : Int(freed * (try connection.pageSize)))
    return count
  }
}
