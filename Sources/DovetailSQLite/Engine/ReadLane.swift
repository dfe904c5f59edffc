internal import Dispatch
internal import DovetailTransport

/// Runs what only reads and may take a while, beside the write lane.
///
/// A file is read on a connection of its own, which in WAL mode no writer waits for. A database in
/// memory has but the one connection: there a read is an operation of the write lane, so each must be
/// short, and what is long is cut into several. The work runs on a serial queue of Dispatch's, never on
/// the cooperative pool.
final class ReadLane: Sendable {
  private let writeLane: WriteLane
  private let queue = DispatchQueue(label: "dovetail.read-lane")
  /// Nil for a database in memory.
  private let core: ReadCore?

  init(beside writeLane: WriteLane, _ opener: DatabaseOpener) {
    self.writeLane = writeLane
    core = opener.isPersistent ? ReadCore(opener) : nil
  }

  /// Closes the connection where SQLite is used, as the write lane does.
  deinit {
    if let core { queue.async { core.close() } }
  }

  /// Runs `body`, which sees all that was answered before; throws ``TransportError``.
  ///
  /// The time is the write lane's, of which there is only one.
  func perform<Outcome: Sendable>(
    _ attempt: String, _ body: @escaping @Sendable (Transaction) throws -> Outcome
  ) async throws -> Outcome {
    guard let core else { return try await writeLane.perform(attempt, writes: false, body) }
    let now = try await writeLane.perform(attempt, writes: false) { $0.now }
    return try await withCheckedThrowingContinuation { continuation in
      queue.async {
        continuation.resume(
          with: Result {
            do {
              return try core.run(at: now, body)
            } catch {
              throw EngineError.translate(error, attempt)
            }
          })
      }
    }
  }

  /// Waits for what has begun, and closes the connection for good.
  func close() async {
    guard let core else { return }
    await withCheckedContinuation { continuation in
      queue.async {
        core.close()
        continuation.resume()
      }
    }
  }
}

/// The connection that only reads.
///
/// `@unchecked Sendable`: guarded by the read lane's serial queue.
private final class ReadCore: @unchecked Sendable {
  private let opener: DatabaseOpener
  /// Nil before the first use, and after an error.
  private var connection: Connection?
  private var isClosed = false

  init(_ opener: DatabaseOpener) {
    self.opener = opener
  }

  func run<Outcome>(at now: Timestamp, _ body: (Transaction) throws -> Outcome) throws -> Outcome {
    guard !isClosed else { throw EngineError.closed("") }
    let connection = try self.connection ?? opener.openForReading()
    self.connection = nil
    try connection.run("BEGIN")
    let transaction = Transaction(
      connection, now: now, knowledge: LaneKnowledge(), inFlight: InFlightBudget(limit: 0),
      lookAhead: nil)
    let outcome = Result { try body(transaction) }
    if case .failure(let error as SQLiteError) = outcome { throw error }
    try connection.run("COMMIT")
    self.connection = connection
    return try outcome.get()
  }

  func close() {
    isClosed = true
    connection = nil
  }
}
