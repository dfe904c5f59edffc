import DovetailTransport

/// What a worker learns of a queue when it starts.
final class QueueProfile: Sendable {
  /// Its name without the broker's prefix.
  let name: String
  let queue: QueueName
  /// The most messages of one receive.
  let receiveBatch: Int
  /// How long a receive waits for a message.
  let waitTime: Duration
  /// How long a receive hides a message.
  let visibilityTimeout: Duration
  /// How long the queue itself hides what others receive.
  let ownVisibilityTimeout: Duration
  /// How many of its tasks run at once; nil: as many as the worker runs at all.
  let permits: Permits?
  /// Where tasks go that failed for good; nil: they are discarded.
  let deadLetterQueue: QueueName?
  /// How long the queue keeps a message.
  let retention: Duration
  /// How a failed run is repeated, unless its handler says otherwise.
  let retry: RetryPolicy
  /// Deletes its messages.
  let acknowledger: Acknowledger

  /// Throws ``TaskError`` when tasks that failed for good could not be kept.
  init(
    _ route: QueueRoute, _ attributes: QueueAttributes, of broker: Broker,
    _ policy: DeadLetterPolicy
  ) throws(TaskError) {
    let declared = route.declared
    name = declared.name
    queue = route.name
    receiveBatch = declared.receiveBatch
    waitTime = declared.waitTime ?? broker.configuration.waitTime
    visibilityTimeout = declared.visibilityTimeout ?? broker.configuration.visibilityTimeout
    ownVisibilityTimeout = attributes.visibilityTimeout ?? SQSLimits.defaultVisibilityTimeout
    permits = declared.concurrency.map(Permits.init)
    deadLetterQueue = attributes.redrivePolicy?.deadLetterTarget.queue
    retention = attributes.retention ?? SQSLimits.defaultRetention
    retry = declared.retry ?? broker.configuration.retry
    acknowledger = Acknowledger(
      queue, broker.services, JointResults(broker.services.transport, broker.results))
    guard deadLetterQueue != nil || policy == .discard else {
      throw TaskError(
        .noDeadLetterQueue,
        "The queue \(queue) has no dead-letter queue, so tasks that fail for good could not be kept. "
          + "Give it a RedrivePolicy, or make the worker with deadLetters: .discard.")
    }
  }
}

/// What becomes of tasks that failed for good, on a queue that has no dead-letter queue.
public enum DeadLetterPolicy: Sendable {
  /// The worker does not start.
  case keep
  /// Their error result is stored, and they are logged and deleted.
  case discard
}
