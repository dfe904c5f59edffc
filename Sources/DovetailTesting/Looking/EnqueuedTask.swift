public import DovetailTasks
public import DovetailTransport

/// A task that was sent to a queue, or waits in one, as its message tells.
public struct EnqueuedTask: Sendable {
  /// The task's id.
  public let id: TaskID
  /// The task's name.
  public let name: String
  /// The queue, without the broker's prefix.
  public let queue: String
  /// Its arguments, as JSON.
  public let arguments: TaskArguments
  /// The labels that travel with it.
  public let labels: [String: LabelValue]
  /// What it carries for the tasks that it sends; see `CarriedContext`.
  public let carried: [String: LabelValue]
  /// Its group; nil: it has none.
  public let group: String?
  /// What a FIFO queue tells its duplicates by; nil on a standard queue.
  public let deduplicationID: String?
  /// The attributes of its message.
  public let attributes: [String: MessageAttribute]
  /// By how long it was delayed when it was sent; 0 s: not at all.
  public let delay: Duration
  /// When it was sent.
  public let sentAt: Timestamp
  /// When it can be received, or could after it was sent.
  public let dueAt: Timestamp
  /// What can be done with it now; nil for what was recorded when it was sent.
  public let state: MessageState?
  /// How often it has been received.
  public let receiveCount: Int
  /// The id of its message.
  public let messageID: MessageID
}

extension EnqueuedTask: CustomStringConvertible {
  /// The call as one would write it, and where it goes:
  /// `mail.welcome("ada@example.org") on default, delayed by 600 s`.
  public var description: String {
    let group = group.map { ", group \($0)" } ?? ""
    let delay = delay > .zero ? ", delayed by \(Wording.seconds(delay))" : ""
    return "\(Wording.call(name, arguments)) on \(queue)\(group)\(delay)"
  }

  /// The call, and where it stands now.
  func standing(at now: Timestamp) -> String {
    guard let state else { return description }
    let group = group.map { ", group \($0)" } ?? ""
    return "\(Wording.call(name, arguments)) on \(queue)\(group), "
      + Wording.state(state, until: dueAt, now)
  }
}

extension EnqueuedTask {
  /// Puts together what a message and its call tell.
  init(
    _ call: ReadCall, _ message: ReceivedMessage, queue: String, delay: Duration,
    visibleAt: Timestamp, state: MessageState?
  ) {
    id = call.task.id
    name = call.task.name
    self.queue = queue
    arguments = call.task.arguments
    labels = call.task.labels
    carried = call.carried
    group = message.groupID
    deduplicationID = message.deduplicationID
    attributes = message.attributes
    self.delay = delay
    sentAt = message.sentAt
    dueAt = max(visibleAt, call.due ?? visibleAt)
    self.state = state
    receiveCount = message.receiveCount
    messageID = message.id
  }
}
