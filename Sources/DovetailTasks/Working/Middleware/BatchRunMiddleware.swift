/// Stands once around each call of a batch handler, not around each of its messages.
///
/// Another ``RunMiddleware`` is entered for every message of a batch before the body runs, one inside of the
/// other: one that takes something of which there is little, such as a connection, should take it here once.
public protocol BatchRunMiddleware: RunMiddleware {
  /// Calls `next` once, in the same task, and returns or throws what came of that.
  ///
  /// `batch` has the runs of all messages. `next` throws what the body throws, and returns when that has
  /// answered, whatever it has. What is thrown here is the error of all messages that have none of
  /// their own. Without a call of `next` all of them fail for good.
  func run(batch: [TaskContext], next: () async throws -> Void) async throws
}
