internal import CSQLite

// How operations share a transaction: each fails alone, unless it takes the others with it.
extension Transaction {
  /// Runs one operation; its own failure is its outcome.
  ///
  /// Throws ``Undone`` when its neighbours are undone with it.
  func run(_ operation: any LaneOperation, isolating: Bool) throws {
    let changesBefore = connection.totalChanges
    let tallyBefore = tally.begin()
    do {
      if isolating { try connection.run("SAVEPOINT operation") }
      try operation.run(in: self)
      if isolating { try connection.run("RELEASE operation") }
    } catch {
      try undo(error, changesBefore, isolating: isolating)
      tally.undo(from: tallyBefore)
      forgetFair()
      queues.forget()
      buckets.forget()
      operation.fail(EngineError.translate(error, operation.attempt))
    }
  }

  /// Takes back what a failed operation wrote; throws when its neighbours are undone with it.
  private func undo(_ error: any Error, _ changesBefore: Int64, isolating: Bool) throws {
    let failure = error as? SQLiteError
    if let failure, failure.primaryCode == SQLITE_IOERR { throw Undone.inDoubt(failure) }
    if connection.isAutocommit {
      let lost = failure ?? SQLiteError(code: SQLITE_ABORT, message: "the transaction ended")
      throw lost.isOutOfSpace ? Undone.outOfSpace(lost) : Undone.inDoubt(lost)
    }
    do {
      if isolating {
        inFlight.forget()
        try connection.run("ROLLBACK TO operation")
        try connection.run("RELEASE operation")
      } else if connection.totalChanges != changesBefore || failure?.isOutOfSpace == true {
        try connection.run("ROLLBACK")
        throw Undone.dirty
      }
    } catch let error as SQLiteError {
      throw Undone.inDoubt(error)
    }
  }
}
