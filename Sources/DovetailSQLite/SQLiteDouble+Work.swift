/// What SQLite has done, in units that do not depend on the machine.
@_spi(Benchmarks) public struct SQLiteWork: Hashable, Sendable {
  /// Steps of SQLite's machine.
  public var steps: Int
  /// Pages that were asked for, whether they were in the cache or not.
  public var pagesAskedFor: Int
  /// Of these, the pages that were not in the cache.
  public var pagesRead: Int

  /// What was done between two looks.
  public static func - (later: SQLiteWork, earlier: SQLiteWork) -> SQLiteWork {
    SQLiteWork(
      steps: later.steps - earlier.steps,
      pagesAskedFor: later.pagesAskedFor - earlier.pagesAskedFor,
      pagesRead: later.pagesRead - earlier.pagesRead)
  }
}

extension SQLiteDouble {
  /// What the writing connection has done since it was opened; to look costs the same each time.
  @_spi(Benchmarks) public var work: SQLiteWork {
    get async throws {
      try await lane.perform("count work", writes: false) { transaction in
        SQLiteWork(
          steps: transaction.connection.machineSteps,
          pagesAskedFor: transaction.connection.pagesAskedFor,
          pagesRead: transaction.connection.pagesRead)
      }
    }
  }

  /// Empties the writing connection's cache of pages: what comes then reads each page that it touches.
  @_spi(Benchmarks) public func forgetPages() async throws {
    try await lane.perform("empty the cache", writes: false) { transaction in
      transaction.connection.forgetPages()
    }
  }
}
