internal import CSQLite

extension Transaction {
  /// Writes how many messages each backlog now holds: once a backlog, whatever the number of operations.
  ///
  /// Throws ``Undone``.
  func writeTally() throws {
    do {
      for (backlog, change) in tally.changes where change != 0 {
        try backlogs.addMessages(change, to: backlog)
      }
    } catch  where error.isOutOfSpace {
      if !connection.isAutocommit {
        do { try connection.run("ROLLBACK") } catch { throw Undone.inDoubt(error) }
      }
      throw Undone.outOfSpace(error)
    } catch {
      throw Undone.inDoubt(error)
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
