import DovetailTransport

/// How many runs ended in a minute.
public struct RunRate: Codable, Hashable, Sendable {
  /// Those whose body returned.
  public var succeeded = 0
  /// Those that failed, whether they are repeated or not.
  public var failed = 0
}

/// Counts the runs that end, in steps of ten seconds, as far back as a minute.
struct RunTally: Sendable {
  private struct Step {
    let number: Int64
    var rate = RunRate()
  }

  private static let stepMilliseconds: Int64 = 10_000
  private static let stepsPerMinute: Int64 = 6

  private var steps: [Step] = []

  /// A run has ended.
  mutating func count(_ outcome: RecentRun.Outcome, at now: Timestamp) {
    let number = now.milliseconds / Self.stepMilliseconds
    if steps.last?.number != number {
      steps.removeAll { $0.number <= number - Self.stepsPerMinute }
      steps.append(Step(number: number))
    }
    switch outcome {
    case .succeeded: steps[steps.count - 1].rate.succeeded += 1
    case .retried, .failed: steps[steps.count - 1].rate.failed += 1
    case .released, .lost, .stuck: break
    }
  }

  /// What ended within about a minute before `now`.
  func lastMinute(at now: Timestamp) -> RunRate {
    let number = now.milliseconds / Self.stepMilliseconds
    return steps.reduce(into: RunRate()) { sum, step in
      guard step.number > number - Self.stepsPerMinute else { return }
      sum.succeeded += step.rate.succeeded
      sum.failed += step.rate.failed
    }
  }
}
