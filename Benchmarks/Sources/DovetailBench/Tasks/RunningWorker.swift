import Dovetail

/// A worker that runs the benchmark's task while something else goes on.
enum RunningWorker {
  static func during<Answer: Sendable>(
    _ store: TaskStore, concurrency: Int,
    _ task: @escaping @Sendable (Int) async throws -> Int, _ body: () async throws -> Answer
  ) async throws -> Answer {
    let worker = Worker(store.broker, concurrency: concurrency) { TaskStore.task.handle(task) }
    let running = Task { try await worker.run() }  // Cancelled and awaited below.
    do {
      let answer = try await body()
      running.cancel()
      try await running.value
      return answer
    } catch {
      running.cancel()
      throw error
    }
  }
}
