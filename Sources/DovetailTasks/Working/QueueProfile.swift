import DovetailTransport

/// What a worker learns of a queue when it starts.
struct QueueProfile: Sendable {
  let queue: QueueName
  /// Where tasks go that failed for good; nil: they are discarded.
  let deadLetterQueue: QueueName?
  /// How long the queue keeps a message.
  let retention: Duration

  /// Looks the queue up; throws ``TaskError`` when failed tasks could not be kept.
  static func load(
    _ queue: QueueName, from administration: any QueueAdministration, _ policy: DeadLetterPolicy
  ) async throws -> QueueProfile {
    let attributes = try await administration.attributes(of: queue)
    let target = attributes.redrivePolicy?.deadLetterTarget.queue
    guard target != nil || policy == .discard else {
      throw TaskError(
        .noDeadLetterQueue,
        "The queue \(queue) has no dead-letter queue, so tasks that fail for good could not be kept. "
          + "Give it a RedrivePolicy, or make the worker with deadLetters: .discard.")
    }
    return QueueProfile(
      queue: queue, deadLetterQueue: target,
      retention: attributes.retention ?? .seconds(345_600))
  }
}

/// What becomes of tasks that failed for good, on a queue that has no dead-letter queue.
public enum DeadLetterPolicy: Sendable {
  /// The worker does not start.
  case keep
  /// Their error result is stored, and they are logged and deleted.
  case discard
}
