import UnixSignals

/// Runs `body`, and cancels it when the process is asked to end: then throws ``Interrupted``.
func endingOnSignal<Value: Sendable>(
  _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
  try await withThrowingTaskGroup { race in
    race.addTask { try await body() }
    race.addTask {
      for await _ in await UnixSignalsSequence(trapping: .sigterm, .sigint) { throw Interrupted() }
      throw CancellationError()
    }
    defer { race.cancelAll() }
    guard let winner = try await race.next() else { throw CancellationError() }
    return winner
  }
}
