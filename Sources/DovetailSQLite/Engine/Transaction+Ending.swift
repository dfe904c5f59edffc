internal import CSQLite
internal import DovetailTransport

extension Transaction {
  /// Writes what is written once a transaction, whatever the number of operations: counts, how far
  /// numbers have come; and forgets some of what is over.
  ///
  /// Throws ``Undone``.
  func writeTotals() throws {
    do {
      for (count, change) in tally.changes where change != 0 {
        switch count {
        case .messages(let backlog): try backlogs.addMessages(change, to: backlog)
        case .hidden(let key):
          guard try isKept(key.backlog) else { continue }
          try hidden.add(change, to: key)
          if inFlight.isToBeSwept(key.backlog, at: now) { try sweepHidden(in: key.backlog) }
        }
      }
      try numbering.save()
      if remembered > 0 { try deduplications.forgetSome(2 * remembered, at: now) }
    } catch  where error.isOutOfSpace {
      if !connection.isAutocommit {
        do { try connection.run("ROLLBACK") } catch { throw Undone.inDoubt(error) }
      }
      throw Undone.outOfSpace(error)
    } catch {
      throw Undone.inDoubt(error)
    }
  }

  /// Whether a queue has the backlog: rows of one that was dropped may have been deleted already, and
  /// nobody would delete another.
  private func isKept(_ backlog: Int64) throws(SQLiteError) -> Bool {
    guard droppedBacklogs.contains(backlog) else { return true }
    return try backlogs.isKept(backlog)
  }

  /// Those that are delayed on a FIFO queue are counted without its delay: they may be by the longest
  /// that there is.
  private func sweepHidden(in backlog: Int64) throws(SQLiteError) {
    let delayed = now.advanced(by: .zero - SQSLimits.delay.upperBound)
    for (isReceived, end) in [(true, now), (false, delayed)] {
      try hidden.deleteSome(
        in: backlog, received: isReceived, upTo: end.secondsRoundedDown, limit: 100)
    }
  }

  /// Commits; throws ``Undone``.
  func end() throws {
    do {
      try connection.run("COMMIT")
    } catch {
      // A full disk did not take the log's last frame, without which nothing counts, and SQLite has
      // rolled back. Source: sqlite.org/fileformat2.html#walformat.
      let isUndone = error.primaryCode == SQLITE_FULL && connection.isAutocommit
      throw isUndone ? Undone.outOfSpace(error) : Undone.inDoubt(error)
    }
  }
}
