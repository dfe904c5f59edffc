/// Work that nobody waits for, done step by step between the operations.
///
/// What is left of it stands in the database, so that any lane can go on with it, after a crash too.
enum Chore: Hashable {
  /// A move task, by its row.
  case moveTask(Int64)
  /// The rows of a dropped backlog, by its id.
  case reclaim(Int64)
  /// When the groups of a FIFO queue wake, by its id.
  case rewake(Int64)
}

extension Transaction {
  /// The chores that are to be gone on with.
  func chores() throws(SQLiteError) -> [Chore] {
    try moveTasks.running().map { .moveTask($0) } + backlogs.dropped().map { .reclaim($0) }
      + queues.rewaking().map { .rewake($0) }
  }
}
