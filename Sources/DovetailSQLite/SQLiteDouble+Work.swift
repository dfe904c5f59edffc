/// What SQLite has done, in units that do not depend on the machine.
@_spi(Benchmarks) public struct SQLiteWork: Hashable, Sendable {
  /// Steps of SQLite's machine.
  public var steps: Int
  /// Pages that were asked for, whether they were in the cache or not.
  public var pages: Int

  /// What was done between two looks.
  public static func - (later: SQLiteWork, earlier: SQLiteWork) -> SQLiteWork {
    SQLiteWork(steps: later.steps - earlier.steps, pages: later.pages - earlier.pages)
  }
}

extension SQLiteDouble {
  /// What the writing connection has done since it was opened; to look costs the same each time.
  @_spi(Benchmarks) public var work: SQLiteWork {
    get async throws {
      try await queues.lane.perform("count work", writes: false) { transaction in
        SQLiteWork(
          steps: transaction.connection.machineSteps,
          pages: transaction.connection.pagesAskedFor)
      }
    }
  }
}
