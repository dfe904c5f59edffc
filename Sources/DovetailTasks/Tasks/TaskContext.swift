public import DovetailTransport
public import Logging

/// What a task's body may want to know of the run that it is part of.
public struct TaskContext: Sendable {
  /// Which run this is, from 1.
  public let attempt: Int
  /// What was carried where it was sent; see ``CarriedContext``.
  public let carried: [String: LabelValue]
  /// When the run is cancelled because it takes too long; nil: never.
  public let deadline: Timestamp?

  private let prepared: PreparedTask
  private let hold: MessageHold
  private let log: RunLog
  private let progress: ProgressReporter?

  init(
    _ prepared: PreparedTask, _ delivery: Delivery, _ run: WorkerRun, log: RunLog,
    deadline: Timestamp?
  ) {
    self.prepared = prepared
    self.deadline = deadline
    self.log = log
    attempt = delivery.attempt
    carried = delivery.carried
    progress = delivery.progress
    hold = MessageHold(lease: delivery.lease, run: run)
  }

  /// The task's id, the same at every attempt.
  public var id: TaskID { prepared.task.id }
  /// The task's name.
  public var name: String { prepared.task.name }
  /// The labels that the sender gave it.
  public var labels: [String: LabelValue] { prepared.task.labels }
  /// The queue that it came from.
  public var queue: QueueName { hold.lease.queue }
  /// The message that carries it, with its whole body wherever that is kept.
  ///
  /// The worker deletes it, or hides it for the next run.
  public var message: ReceivedMessage { prepared.message }
  /// The clock to look at and to sleep on; a test moves it.
  public var clock: any WallClock { hold.run.broker.clock }
  /// Logs with the task's id, name, attempt and queue.
  public var logger: Logger {
    var logger = hold.run.broker.configuration.logger
    logger[metadataKey: "task_id"] = "\(id)"
    logger[metadataKey: "task_name"] = "\(name)"
    logger[metadataKey: "attempt"] = "\(attempt)"
    logger[metadataKey: "queue"] = "\(queue)"
    return logger
  }
  /// The id of the message that carries it.
  public var messageID: MessageID { message.id }
  /// The attributes that were sent beside the message's body.
  public var attributes: [String: MessageAttribute] { message.attributes }
  /// What the queue tells of the message, by the names that SQS gives it: `SenderId`, `SentTimestamp`.
  public var headers: [String: String] { message.headers }
  /// The group that the message was sent to; nil when to none.
  public var group: String? { message.groupID }
  /// When the message was sent.
  public var sentAt: Timestamp { message.sentAt }
  /// How often the message has been received; not every receive leads to a run.
  public var receiveCount: Int { message.receiveCount }

  /// Notes a line that is stored with the result of this run, for whoever reads it: at most 16 KiB in all.
  ///
  /// Nothing of a run that is repeated is kept.
  public func note(_ line: String) {
    log.add(line)
  }

  /// Tells those who ask ``Job/progress()`` how far the run has come.
  ///
  /// Returns at once and never fails. Of reports in quick succession the last is stored, at most one in each
  /// ``BrokerConfiguration/progressInterval``; nothing is when the result backend is no
  /// ``ProgressBackend``. It is removed when the run has ended.
  public func report(_ progress: TaskProgress) {
    self.progress?.report(progress)
  }

  /// Hides the message from other workers for at least so long from now, whatever becomes of this one.
  ///
  /// While a body runs its message is kept hidden anyway; this is for what must not be begun a second
  /// time soon, even if this process dies. 1 s to 12 h, counted from the receive. Throws
  /// `TransportError`, also when the message may be another worker's by now.
  public func extendHold(to duration: Duration) async throws {
    try await hold.extend(to: duration)
  }
}
