import DovetailTasks

/// Stands around each run of a test's tasks: the keeper of its time knows that it runs, and what it throws is
/// put on record.
struct RunProbe: RunMiddleware {
  let keeper: TimeKeeper
  let journal: RunJournal
  let breaker: LeaseBreaker

  func run(_ context: TaskContext, next: () async throws -> Void) async throws {
    let number = journal.begin(context)
    do {
      try await keeper.withBody("\(context.name) (id \(context.id), attempt \(context.attempt))") {
        try await breaker.breakLease(of: context)
        try await next()
      }
    } catch {
      journal.failed(number, error)
      throw error
    }
  }
}
