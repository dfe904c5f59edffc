/// A task that was sent to a queue, or waits in one, with its arguments as Swift values.
///
/// What its message tells besides is there too: `sent.delay`, `sent.labels`, `sent.group`.
@dynamicMemberLookup
public struct Enqueued<Arguments: Sendable>: Sendable {
  /// The arguments: the value itself of a task that takes one, a tuple of one that takes several, the
  /// struct of a `TaskPayload`.
  public let arguments: Arguments
  /// What its message tells.
  public let task: EnqueuedTask

  /// What its message tells.
  public subscript<Value>(dynamicMember member: KeyPath<EnqueuedTask, Value>) -> Value {
    task[keyPath: member]
  }
}
