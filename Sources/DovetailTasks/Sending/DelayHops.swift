import DovetailTransport

/// Delays over 900 s, the most that SQS takes: a message is hidden for a while, and then sent on by the
/// worker that receives it, until its time has come.
enum DelayHops {
  /// The message's attribute that holds when it is due, in milliseconds since 1970.
  static let attribute = "dovetail_due"

  /// Delays a message, by hops if one does not do.
  ///
  /// Throws ``TaskError`` when the queue's other workers would run a hop at once.
  static func apply(
    _ delay: Duration, to message: inout OutgoingMessage, on route: QueueRoute, at now: Timestamp,
    _ task: String
  ) throws(TaskError) {
    guard delay > SQSLimits.delay.upperBound || delay >= route.retention else {
      message.delay = delay
      return
    }
    guard !route.declared.isShared else {
      throw TaskError(
        .invalidOption,
        "The delay of task \(task) is \(delay.inSeconds) s. The queue \(route.name) is shared with other "
          + "workers, which would not wait for more than 900 s, or than the queue's retention.")
    }
    let due = now.advanced(by: delay)
    message.attributes[attribute] = .number(due.milliseconds)
    message.delay = hop(until: due, from: now, retention: route.retention)
  }

  /// When a received message is due; nil: it is no hop.
  static func due(of message: ReceivedMessage) -> Timestamp? {
    guard let text = message.attributes[attribute]?.stringValue else { return nil }
    return Int64(text).map { Timestamp(milliseconds: $0) }
  }

  /// How long the next hop hides a message: whole seconds, at least one, and well within the retention.
  static func hop(until due: Timestamp, from now: Timestamp, retention: Duration) -> Duration {
    let left = Duration.seconds(now.duration(to: due).wholeSeconds)
    let longest = min(SQSLimits.delay.upperBound, .seconds((retention / 2).wholeSeconds))
    return min(max(left, .seconds(1)), longest)
  }
}
