internal import DovetailTransport

/// A unit of work for the write lane: run inside a transaction, answered after its commit.
///
/// `run` may be called again when the transaction was undone; only the last outcome counts.
protocol LaneOperation: AnyObject, Sendable {
  /// What it is, for errors: "send to orders".
  var attempt: String { get }
  /// Whether it may change the database.
  var writes: Bool { get }
  /// Does the work and keeps its outcome; throws when there is none.
  func run(in transaction: Transaction) throws
  /// Keeps an error as the outcome.
  func fail(_ error: any Error)
  /// Answers the caller; nil hands the operation to the lane's parked polls instead.
  func finish()
}

/// Work that gives one answer.
///
/// `@unchecked Sendable`: `outcome` is guarded by the mutex of the lane's inbox, as ``LaneCore`` is, which alone calls
/// the methods from its submission on.
final class Work<Outcome: Sendable>: LaneOperation, @unchecked Sendable {
  let attempt: String
  let writes: Bool
  private let body: @Sendable (Transaction) throws -> Outcome
  private let continuation: CheckedContinuation<Outcome, any Error>
  private var outcome: Result<Outcome, any Error>?

  init(
    _ attempt: String, writes: Bool, _ continuation: CheckedContinuation<Outcome, any Error>,
    _ body: @escaping @Sendable (Transaction) throws -> Outcome
  ) {
    self.attempt = attempt
    self.writes = writes
    self.continuation = continuation
    self.body = body
  }

  func run(in transaction: Transaction) throws {
    outcome = .success(try body(transaction))
  }

  func fail(_ error: any Error) {
    outcome = .failure(error)
  }

  func finish() {
    continuation.resume(with: outcome ?? .failure(EngineError.unanswered(attempt)))
  }
}
