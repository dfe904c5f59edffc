/// A stretch of a no-op task's way, measured by itself.
enum TaskStage: Hashable {
  /// `enqueue` by 64 callers, one each, while nobody receives.
  case enqueue
  /// A worker runs what is in the queue, and nobody sends.
  case run(keepsResults: Bool)
  /// All of it at once: callers send while a worker runs, until the last message is deleted.
  case whole(concurrency: Int)

  static let callers = 64
  /// How many tasks run at once where a worker only takes out what is there.
  static let concurrency = 20

  static let all: [TaskStage] = [
    .enqueue, .run(keepsResults: false), .run(keepsResults: true), .whole(concurrency: 20),
    .whole(concurrency: 160),
  ]

  var name: String {
    switch self {
    case .enqueue: "enqueue, \(Self.callers) callers"
    case .run(false): "run and delete, \(Self.concurrency) at once"
    case .run(true): "run, store the result, delete, \(Self.concurrency) at once"
    case .whole(let concurrency):
      "enqueue to deleted, \(Self.callers) callers, \(concurrency) at once"
    }
  }

  /// Takes `count` tasks through the stage; only that is timed.
  func measure(_ count: Int, _ store: TaskStore) async throws -> Sample {
    switch self {
    case .enqueue:
      let watch = Stopwatch()
      try await store.enqueue(count, callers: Self.callers)
      let sample = watch.stop(after: count)
      try await store.embedded.receiveAndDelete(count, Shape(callers: 1, batch: 10))
      return sample
    case .run(let keepsResults):
      try await store.enqueueAll(count, keepsResults: keepsResults)
      let watch = Stopwatch()
      let tally = RunTally(count)
      return try await RunningWorker.during(
        store, concurrency: Self.concurrency, Self.answer(tally)
      ) {
        await tally.wait()
        try await store.waitUntilEmpty()
        return watch.stop(after: count)
      }
    case .whole(let concurrency):
      let tally = RunTally(count)
      return try await RunningWorker.during(
        store, concurrency: concurrency, Self.answer(tally)
      ) {
        let watch = Stopwatch()
        try await store.enqueue(count, callers: Self.callers)
        await tally.wait()
        try await store.waitUntilEmpty()
        return watch.stop(after: count)
      }
    }
  }

  private static func answer(_ tally: RunTally) -> @Sendable (Int) async throws -> Int {
    { number in
      tally.count()
      return number
    }
  }
}
