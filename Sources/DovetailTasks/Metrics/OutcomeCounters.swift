import Metrics

/// A counter for each way in which a delivery may end.
struct OutcomeCounters: Sendable {
  private let succeeded: Counter
  private let duplicates: Counter
  private let retried: Counter
  private let postponed: Counter
  private let deadLettered: Counter
  private let hopped: Counter
  private let released: Counter
  private let lost: Counter
  private let abandoned: Counter
  private let unsettled: Counter

  init(_ make: (_ label: String) -> Counter) {
    succeeded = make("dovetail.run.succeeded")
    duplicates = make("dovetail.run.duplicates")
    retried = make("dovetail.run.retried")
    postponed = make("dovetail.run.postponed")
    deadLettered = make("dovetail.run.deadlettered")
    hopped = make("dovetail.run.hopped")
    released = make("dovetail.run.released")
    lost = make("dovetail.run.lost")
    abandoned = make("dovetail.run.abandoned")
    unsettled = make("dovetail.run.unsettled")
  }

  func counter(of outcome: TaskReport.Outcome) -> Counter {
    switch outcome {
    case .succeeded: succeeded
    case .duplicate: duplicates
    case .retried: retried
    case .postponed: postponed
    case .deadLettered: deadLettered
    case .hopped: hopped
    case .released: released
    case .lost: lost
    case .stuck: abandoned
    case .unsettled: unsettled
    }
  }
}
