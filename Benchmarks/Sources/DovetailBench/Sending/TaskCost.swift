import Dovetail
import Foundation

/// What a task costs from `enqueue` to the deletion of its message, with a result stored.
struct TaskCost {
  let store: Store
  let samples: [Sample]

  static let head = """
    | store | tasks, enqueue to deleted | tasks/s | CPU µs |
    |---|---|---|---|
    """
  static let name = "task cost"

  private static let callers = 64
  private static let rounds = 5

  static func measure(
    _ store: Store, _ seconds: Double, in folder: URL
  ) async throws -> TaskCost {
    let tasks = try await TaskStore.open(store, "cost-\(store)", in: folder)
    let rate = try await run(callers * 40, tasks).rate
    let count = Shape(callers: callers, batch: 1).whole(rate * seconds / Double(rounds))
    var samples: [Sample] = []
    for _ in 0..<rounds { samples.append(try await run(count, tasks)) }
    await tasks.close()
    return TaskCost(store: store, samples: samples)
  }

  private static func answer(_ number: Int) -> Int { number }

  /// Sends so many tasks while a worker runs them, and waits until the queue is empty.
  private static func run(_ count: Int, _ store: TaskStore) async throws -> Sample {
    try await RunningWorker.during(store, answer) {
      let watch = Stopwatch()
      try await store.enqueue(count, callers: callers)
      try await store.waitUntilEmpty()
      return watch.stop(after: count)
    }
  }

  private var rate: Double { samples.map(\.rate).median }
  private var cpu: Double { samples.map(\.cpuMicroseconds).median }

  var row: String {
    let cells = [
      store.rawValue, "\(Self.callers) callers, \(RunningWorker.concurrency) at once",
      number(rate), number(cpu),
    ]
    return "| \(cells.joined(separator: " | ")) |"
  }

  /// `sync`: the p50 of fdatasync in µs, by which the bar for files goes.
  func bars(sync: Double) -> [Bar] {
    let isFile = store == .file
    return [
      Bar(
        name: "\(store.rawValue), no-op tasks a second",
        target: isFile ? Self.fileRate(sync: sync) : 30_000, measured: rate),
      Bar(
        name: "\(store.rawValue), CPU µs a no-op task", target: isFile ? 45 : 35, measured: cpu,
        side: .atMost),
    ]
  }

  /// 20,000 where a sync takes up to 0.2 ms, 10,000 where it takes 1 ms and more.
  private static func fileRate(sync microseconds: Double) -> Double {
    20_000 - 10_000 * min(max((microseconds - 200) / 800, 0), 1)
  }
}
