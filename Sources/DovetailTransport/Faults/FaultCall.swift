/// A call on its way through a decorator.
struct FaultCall: Sendable {
  var action: FaultAction
  /// The name of the queue or bucket.
  var place: String
  /// What is attempted and on what, as errors say it.
  var attempt: String
  var entries: [FaultEntry]
  /// What the service calls it, where a server answers: "SendMessageBatch".
  var operation: String?

  var isOnFIFOQueue: Bool { place.hasSuffix(QueueName.fifoSuffix) }

  /// The error that a rule asks for.
  func error(_ code: TransportError.Code) -> TransportError {
    TransportError(
      code, attempt: attempt, detail: "\(code.rawValue), as a fault rule has it",
      cause: FaultOnPurpose())
  }

  /// What a process hears that has crashed: nothing goes out any more.
  var crash: TransportError {
    TransportError(
      .closed, attempt: attempt,
      detail: "a fault rule has ended the process; restart() the plan to go on")
  }
}
