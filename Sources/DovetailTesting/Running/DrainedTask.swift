public import DovetailTasks
public import DovetailTransport

/// How one delivery of a task went in a drain.
public struct DrainedTask: Sendable {
  /// The task's id; nil when its message could not be read.
  public let id: TaskID?
  /// The task's name; nil when its message could not be read.
  public let name: String?
  /// Its arguments, as JSON; nil when its message could not be read.
  public let arguments: TaskArguments?
  /// The message that carried it.
  public let messageID: MessageID
  /// Which run it was, from 1; 0 when the body was not run.
  public let attempt: Int
  /// What became of it.
  public let outcome: TaskReport.Outcome
  /// What its run threw; nil when it threw nothing or there was none.
  public let error: (any Error)?
  /// What the worker said of it last, if that was a warning.
  public let warning: String?

  /// Whether it went another way than a task should: not one that asked itself to be run later.
  public var isFailure: Bool {
    switch outcome {
    case .succeeded, .duplicate, .hopped, .released: false
    case .retried: (error as? RetryLater).map { $0.cause != nil } ?? true
    case .postponed, .deadLettered, .lost, .stuck, .unsettled: true
    }
  }
}

extension DrainedTask: CustomStringConvertible {
  /// The call and what became of it:
  /// `mail.welcome("ada@example.org"), attempt 1: retried after 1 s, PaymentDeclined: no cover`.
  public var description: String {
    let call = name.map { Wording.call($0, arguments ?? .none) } ?? "message \(messageID)"
    let run = attempt > 0 ? ", attempt \(attempt)" : ""
    return "\(call)\(run): \(outcome.shown)\(reason.map { ", \($0)" } ?? "")"
  }

  /// Why it failed, as far as that is known and not told by its outcome.
  private var reason: String? {
    switch outcome {
    case .deadLettered: nil
    case .retried, .postponed, .lost, .stuck, .unsettled:
      error.map { "\(type(of: $0)): \($0)" } ?? warning
    case .succeeded, .duplicate, .hopped, .released: nil
    }
  }
}

extension TaskReport.Outcome {
  /// The outcome in words.
  var shown: String {
    switch self {
    case .succeeded: "succeeded"
    case .duplicate: "had succeeded before"
    case .retried(let pause): "retried after \(Wording.seconds(pause))"
    case .postponed(let pause): "put off for \(Wording.seconds(pause))"
    case .deadLettered(let reason): "dead-lettered, \(reason)"
    case .hopped(let due): "sent on until \(due)"
    case .released: "given back"
    case .lost: "its lease was lost"
    case .stuck: "its body has not returned"
    case .unsettled: "not settled"
    }
  }
}
