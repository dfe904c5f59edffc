import DovetailTasks
import DovetailTransport

extension QueueFacts {
  /// Receives that are no attempts: of a lane that is released, of a worker that ends.
  private static let spareReceives = 5

  /// Whether dead letters are kept, and only when the worker has done its attempts.
  var redriveFindings: [Finding] {
    guard let policy = attributes.redrivePolicy, let deadLetters else { return [noPolicy] }
    let target = policy.deadLetterTarget.queue
    guard case .success(let kept) = deadLetters else { return [lost(deadLetters, target)] }
    var findings: [Finding] = []
    if target.isFIFO != name.isFIFO {
      findings.append(
        Finding(
          .fault, subject, "redrive.kind",
          "One of it and its dead-letter queue \(target) is a FIFO queue, the other is not.",
          remedy: "Name one of the same kind in RedrivePolicy."))
    }
    if policy.maxReceiveCount < retry.maxAttempts + Self.spareReceives {
      findings.append(
        Finding(
          .warning, subject, "redrive.count",
          "SQS moves a task after \(policy.maxReceiveCount) receives, and the worker makes "
            + "\(retry.maxAttempts) attempts; receives that are no attempts count as well.",
          remedy:
            "Set maxReceiveCount of RedrivePolicy to \(checkUp.configuration.maxReceiveCount(of: declared))."
        ))
    }
    let keptFor = kept.retention ?? SQSLimits.defaultRetention
    if keptFor <= retention, keptFor < SQSLimits.retention.upperBound {
      findings.append(
        Finding(
          .warning, subject, "redrive.retention",
          "Its dead-letter queue \(target) keeps a task for \(keptFor.told) since it was first "
            + "sent, and it does so itself for \(retention.told): dead letters may be gone at once.",
          remedy: "Set MessageRetentionPeriod of \(target) to 1209600."))
    }
    return findings
  }

  private var noPolicy: Finding {
    Finding(
      .fault, subject, "redrive.missing",
      "It has no dead-letter queue, so a worker does not start on it unless it discards dead letters.",
      remedy:
        "Make \((try? name.deadLetterQueue)?.text ?? "one") and name it in RedrivePolicy, with a "
        + "maxReceiveCount of \(checkUp.configuration.maxReceiveCount(of: declared)).")
  }

  private func lost(
    _ deadLetters: Result<QueueAttributes, any Error>, _ target: QueueName
  ) -> Finding {
    guard case .failure(let error) = deadLetters,
      (error as? TransportError)?.code != .queueDoesNotExist
    else {
      return Finding(
        .fault, subject, "redrive.target-missing",
        "Its dead-letter queue \(target) does not exist, so dead letters stay where they are.",
        remedy: "Make \(target), or name another in RedrivePolicy.")
    }
    return Finding(
      .warning, subject, "redrive.target-unknown",
      "Its dead-letter queue \(target) cannot be looked at. \(error)",
      remedy: "Allow what dovetail iam-policy prints, on the dead-letter queue too.")
  }
}
