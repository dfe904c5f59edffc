/// What a program does with queues and objects, and so what it must be allowed.
package enum IAMRole: String, CaseIterable, Hashable, Sendable {
  /// Sends tasks, and reads their results.
  case producer
  /// Runs tasks: receives, sends further tasks and dead letters, and writes results.
  case worker
  /// Makes, changes and deletes queues, and moves dead letters back; all of a worker's too.
  case admin
}
