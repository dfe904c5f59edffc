import Foundation

/// What a no-op task costs in each stage of its way; medians over the rounds.
struct TaskCost {
  let store: Store
  /// By stage, in the order of the rounds.
  let samples: [TaskStage: [Sample]]
  /// The bare loop's turns between them: how fast the machine was.
  let bare: [Turn]
  /// The p50 of fdatasync in µs, measured in between.
  let syncMicroseconds: Double

  static let head = """
    | store | stage of a no-op task | tasks/s | CPU µs | x bare SQL |
    |---|---|---|---|---|
    """

  private static let rounds = 5
  private static let trial = 2560

  static func measure(
    _ store: Store, _ stages: [TaskStage], seconds: Double, in folder: URL
  ) async throws -> TaskCost {
    let tasks = try await TaskStore.open(store, "cost-\(store)", in: folder)
    let yardstick = try await Yardstick.make(in: folder, "\(store)")
    let probe = try SyncProbe(path: folder.appendingPathComponent("probe-\(store)").path)
    var counts: [TaskStage: Int] = [:]
    for stage in stages {
      let rate = try await stage.measure(trial, tasks).rate
      counts[stage] = Shape(callers: TaskStage.callers, batch: 10)
        .whole(rate * seconds / Double(rounds))
    }
    var samples: [TaskStage: [Sample]] = [:]
    var bare: [Turn] = []
    for _ in 0..<rounds {
      for stage in stages {
        try probe.measure(5)
        bare.append(try await yardstick.turn())
        let count = counts[stage] ?? trial
        samples[stage, default: []].append(try await stage.measure(count, tasks))
      }
    }
    await tasks.close()
    return TaskCost(store: store, samples: samples, bare: bare, syncMicroseconds: probe.median)
  }

  /// Processor time of the bare loop in memory for a message sent in tens, and received and deleted.
  var bareMicroseconds: Double {
    bare.map { $0.send.cpuMicroseconds + $0.receiveAndDelete.cpuMicroseconds }.median
  }

  var rows: String {
    TaskStage.all.compactMap { stage in
      samples[stage].map { samples in
        let cpu = samples.map(\.cpuMicroseconds).median
        let cells = [
          store.rawValue, stage.name, number(samples.map(\.rate).median), number(cpu),
          number(cpu / bareMicroseconds),
        ]
        return "| \(cells.joined(separator: " | ")) |"
      }
    }.joined(separator: "\n")
  }

  var yardstick: String {
    "\(store.rawValue): bare SQL of a message \(number(bareMicroseconds)) µs of CPU, "
      + "p50 of fdatasync \(number(syncMicroseconds)) µs"
  }

  var bars: [Bar] {
    TaskStage.all.flatMap { stage -> [Bar] in
      guard case .whole = stage, let samples = samples[stage] else { return [] }
      let isFile = store == .file
      return [
        Bar(
          name: "\(store.rawValue), \(stage.name), tasks a second",
          target: isFile ? Self.fileRate(sync: syncMicroseconds) : 30_000,
          measured: samples.map(\.rate).median),
        Bar(
          name: "\(store.rawValue), \(stage.name), CPU µs a task", target: isFile ? 45 : 35,
          measured: samples.map(\.cpuMicroseconds).median, side: .atMost),
      ]
    }
  }

  /// 20,000 where a sync takes up to 0.2 ms, 10,000 where it takes 1 ms and more.
  private static func fileRate(sync microseconds: Double) -> Double {
    20_000 - 10_000 * min(max((microseconds - 200) / 800, 0), 1)
  }
}
