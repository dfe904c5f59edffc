/// Stands around each run of a task's body: to measure, to log, to set what is local to a task, to refuse.
///
/// ```swift
/// struct Timing: RunMiddleware {
///   func run(_ context: TaskContext, next: () async throws -> Void) async throws {
///     let start = ContinuousClock.now
///     defer { context.logger.info("took \(start.duration(to: .now))") }
///     try await next()
///   }
/// }
/// ```
///
/// Several are called in the order in which the broker's configuration has them, the first outermost.
public protocol RunMiddleware: Sendable {
  /// Calls `next` once, in the same task, and returns or throws what came of that.
  ///
  /// What it throws is the run's error, also when the body has returned. A middleware that returns
  /// without having called `next` fails the run for good: its task has no value.
  func run(_ context: TaskContext, next: () async throws -> Void) async throws
}
