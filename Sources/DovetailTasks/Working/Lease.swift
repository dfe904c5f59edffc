import DovetailTransport
import Synchronization

/// A worker's hold on a received message, which lasts while its visibility is renewed.
///
/// All instants are uptimes of the worker's clock: a step of the system's time neither ends a hold nor
/// prolongs it.
final class Lease: Sendable {
  let message: ReceivedMessage
  let queue: QueueName
  /// When the answer that brought it arrived: the 12 hours of SQS count from here.
  let receivedAt: Duration

  private struct Fields {
    var deadline: Duration
    var renewAt: Duration
    var isRenewing = false
    var isLost = false
    /// Whether its message is done with.
    var isOver = false
    /// Who waits for the end of the renewal under way.
    var waiting: [OneShot<Void>] = []
    var onLoss: (@Sendable () -> Void)?
    var subject: LogSubject?
  }

  private let fields: Mutex<Fields>
  private let visibility: Duration

  init(
    _ message: ReceivedMessage, from queue: QueueName, at now: Duration, visibility: Duration
  ) {
    self.message = message
    self.queue = queue
    receivedAt = now
    self.visibility = visibility
    fields = Mutex(
      Fields(
        deadline: Self.deadline(from: now, visibility), renewAt: now + visibility / 2))
  }

  var receipt: ReceiptHandle { message.receipt }

  /// Whether the message may be another worker's by now.
  var isLost: Bool { fields.withLock { $0.isLost } }

  /// Whether the message is surely no other worker's now.
  func isHeld(at now: Duration) -> Bool {
    loseIfOver(at: now)
    return !isLost
  }

  /// What log lines say of its message, as far as it is known.
  var subject: LogSubject {
    get { fields.withLock { $0.subject } ?? LogSubject(queue: queue, message: message.id) }
    set { fields.withLock { $0.subject = newValue } }
  }

  /// When it ends unless it is renewed.
  var endsAt: Duration { fields.withLock { $0.deadline } }

  /// When to look at it again, to renew it or to count it as lost; nil when it is lost.
  var nextInstant: Duration? {
    fields.withLock { fields in
      guard !fields.isLost else { return nil }
      return fields.isRenewing ? fields.deadline : min(fields.renewAt, fields.deadline)
    }
  }

  /// What to do when it is lost, in place of what was said before; done at once if it is.
  func onLoss(_ action: @escaping @Sendable () -> Void) {
    let isLost = fields.withLock { fields in
      if !fields.isOver { fields.onLoss = action }
      return fields.isLost
    }
    if isLost { action() }
  }

  /// Counts it as lost; returns false when it was before, or its message is done with.
  @discardableResult
  func lose() -> Bool {
    lose { _ in true }
  }

  /// Counts it as lost when its time is over without a renewal; returns whether that is so now.
  @discardableResult
  func loseIfOver(at now: Duration) -> Bool {
    lose { $0.deadline <= now }
  }

  private func lose(when isDue: (Fields) -> Bool) -> Bool {
    let (isNew, action) = fields.withLock { fields in
      guard !fields.isLost, !fields.isOver, isDue(fields) else {
        return (false, nil as (@Sendable () -> Void)?)
      }
      fields.isLost = true
      return (true, fields.onLoss)
    }
    action?()
    return isNew
  }

  /// How long to hide the message from now; nil when it is not yet to be renewed or cannot be.
  func beginRenewal(at now: Duration) -> Duration? {
    fields.withLock { fields in
      let soon = now + visibility / 10
      guard !fields.isRenewing, !fields.isLost, !fields.isOver, fields.renewAt <= soon else {
        return nil
      }
      guard longestVisibility(at: now) > .zero else {
        fields.renewAt = fields.deadline
        return nil
      }
      fields.isRenewing = true
      return self.visibility(of: visibility, at: now)
    }
  }

  /// How long to hide the message that is to be hidden for `wanted` from now: whole seconds, rounded up,
  /// within what SQS still allows.
  func visibility(of wanted: Duration, at now: Duration) -> Duration {
    .seconds(max(.zero, min(wanted, longestVisibility(at: now))).wholeSeconds)
  }

  /// 12 hours since the receive are the most, less a margin.
  private func longestVisibility(at now: Duration) -> Duration {
    Self.longestHold - (now - receivedAt)
  }

  /// The renewal, asked for at `start`, succeeded.
  func renewed(at start: Duration, for timeout: Duration) {
    endRenewal { fields in
      fields.deadline = Self.deadline(from: start, timeout)
      fields.renewAt = start + timeout / 2
    }
  }

  /// Takes the place of the keeper's renewals, as soon as none is under way; returns false when the
  /// message is done with.
  @discardableResult
  func takeRenewal() async -> Bool {
    while true {
      let shot = OneShot<Void>()
      let isTaken: Bool? = fields.withLock { fields in
        if fields.isOver { return false }
        if fields.isRenewing {
          fields.waiting.append(shot)
          return nil
        }
        fields.isRenewing = true
        return true
      }
      if let isTaken { return isTaken }
      await shot.value()
    }
  }

  /// The message is done with: nobody renews it any more, or waits to.
  func close() {
    endRenewal { fields in
      fields.isOver = true
      fields.onLoss = nil  // It may hold others of its group, whose own may hold this one.
    }
  }

  /// Whether the message stays hidden for as long without more.
  func lasts(until instant: Duration) -> Bool {
    fields.withLock { $0.deadline >= instant }
  }

  /// Ends a renewal, and tells those who wait for that.
  private func endRenewal(_ change: (inout Fields) -> Void) {
    let waiting = fields.withLock { fields in
      change(&fields)
      fields.isRenewing = false
      defer { fields.waiting = [] }
      return fields.waiting
    }
    for shot in waiting { shot.set(()) }
  }

  /// The body has prolonged the hold; renewals go on from where that ends.
  func extended(at start: Duration, to timeout: Duration) {
    endRenewal { fields in
      fields.deadline = Self.deadline(from: start, timeout)
      fields.renewAt = max(start, fields.deadline - visibility / 2)
    }
  }

  /// The renewal failed for now: it is to be tried again after `pause`.
  func renewalFailed(at now: Duration, pause: Duration) {
    endRenewal { $0.renewAt = now + pause }
  }

  /// The queue has refused the renewal: the lease is lost, and who waits for the renewal's end goes on.
  ///
  /// Returns whether it was not lost before.
  func renewalRefused() -> Bool {
    let isNew = lose()
    endRenewal { _ in }
    return isNew
  }

  /// SQS will not hide it any longer: it is held until its time is over.
  func cannotBeRenewed() {
    endRenewal { $0.renewAt = $0.deadline }
  }

  /// A margin for clocks and for the way: 2 s, less when the visibility is short.
  private static func deadline(from start: Duration, _ visibility: Duration) -> Duration {
    start + visibility - min(.seconds(2), visibility / 4)
  }

  /// 12 hours, less a margin of 5 s.
  private static let longestHold = SQSLimits.visibilityTimeout.upperBound - .seconds(5)
}
