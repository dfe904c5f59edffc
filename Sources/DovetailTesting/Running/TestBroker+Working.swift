import DovetailTasks

// A worker beside the test.
extension TestBroker {
  /// Lets a worker run as a service while `body` does, for code that enqueues a task and waits for its value.
  ///
  /// Time stands still unless `body` moves it. When `body` has ended, so does the worker, after what it runs.
  public func working<Value: Sendable>(
    isolation: isolated (any Actor)? = #isolation, filePath: String = #filePath,
    line: Int = #line, _ body: () async throws -> Value
  ) async throws -> Value {
    keeper.noteOwner()
    return try await TestFailure.at(filePath, line) {
      let worker = try worker(for: "work on")
      // Cancelled and awaited below.
      let service = Task(executorPreference: keeper.executor) { try await worker.run() }
      do {
        try await keeper.waitUntilQuiet()
        let value = try await body()
        try await end(service)
        return value
      } catch {
        try? await end(service)  // The first error tells more.
        throw error
      }
    }
  }

  private func end(_ service: Task<Void, any Error>) async throws {
    service.cancel()
    try await keeper.drive("The end of the worker") { try await service.value }
  }
}
