import DovetailTasks
import DovetailTransport

extension QueueFacts {
  /// Whether the queue's times leave tasks the time that they may take.
  var timeFindings: [Finding] {
    [hiding, ownHiding, schedule].compactMap(\.self)
  }

  /// A lease is renewed while the task runs, but SQS hides a message for twelve hours at most.
  private var hiding: Finding? {
    guard let timeout = checkUp.taskTimeout, timeout > SQSLimits.visibilityTimeout.upperBound else {
      return nil
    }
    return Finding(
      .warning, subject, "visibility.limit",
      "Tasks may run for \(timeout.told), and SQS hides a message for 43200 s at most.",
      remedy: "Cut the task into parts, or shorten its time-out.")
  }

  private var ownHiding: Finding? {
    let own = attributes.visibilityTimeout ?? SQSLimits.defaultVisibilityTimeout
    let needed = checkUp.taskTimeout ?? visibility
    guard own < needed else { return nil }
    return Finding(
      declared.isShared && checkUp.taskTimeout != nil ? .warning : .advice, subject,
      "visibility.own",
      "It hides what it gives out for \(own.told), and a task may take \(needed.told). A "
        + "worker of Dovetail renews that; others, such as AWS Lambda, may run the task twice.",
      remedy: "Set VisibilityTimeout to \(Int(needed.inSeconds.rounded(.up))) or more.")
  }

  private var schedule: Finding? {
    guard let pauses = retry.longestPauses else { return nil }
    let runs = (checkUp.taskTimeout ?? visibility) * min(retry.maxAttempts, 1_000_000)
    guard pauses + runs >= retention else { return nil }
    return Finding(
      .warning, subject, "retention.schedule",
      "All attempts of a task may take \((pauses + runs).told), and it keeps a message for "
        + "\(retention.told): the last attempts may not be made.",
      remedy: "Set MessageRetentionPeriod to 1209600, or make fewer or quicker attempts.")
  }
}
