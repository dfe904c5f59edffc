internal import DovetailTransport

/// The lanes of a database as one account uses them: names mean its own queues and buckets.
struct AccountLane: Sendable {
  let lane: WriteLane
  let readLane: ReadLane
  let account: Account

  /// Runs `body` in a transaction and returns its answer once that is committed; see ``WriteLane``.
  nonisolated(nonsending) func perform<Outcome: Sendable>(
    _ attempt: String, writes: Bool = true,
    _ body: @escaping @Sendable (Transaction) throws -> Outcome
  ) async throws -> Outcome {
    try await lane.perform(attempt, writes: writes, entering(body))
  }

  /// Runs what only reads and may take a while; see ``ReadLane``.
  nonisolated(nonsending) func read<Outcome: Sendable>(
    _ attempt: String, _ body: @escaping @Sendable (Transaction) throws -> Outcome
  ) async throws -> Outcome {
    try await readLane.perform(attempt, entering(body))
  }

  /// Runs a receive, and parks it until its wait is over if it finds nothing.
  nonisolated(nonsending) func poll(_ receive: Receive) async throws -> [TakenMessage] {
    try await lane.poll(receive, by: account)
  }

  private func entering<Outcome>(
    _ body: @escaping @Sendable (Transaction) throws -> Outcome
  ) -> @Sendable (Transaction) throws -> Outcome {
    { [account] transaction in
      transaction.account = account
      return try body(transaction)
    }
  }
}
