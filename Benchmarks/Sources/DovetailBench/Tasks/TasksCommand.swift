import ArgumentParser
import Foundation

/// Measures what a no-op task costs, stage by stage.
struct TasksCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tasks",
    abstract: "Measures no-op tasks from enqueue to deleted, and counts requests."
  )

  @Option(help: "Only lines whose name contains this, such as \"memory enqueue to deleted\".")
  var filter = ""

  @Option(help: "How long to measure each line, about.")
  var seconds = 1.0

  @Option(
    help: "Take so many tasks through each line once, and measure nothing: for a profiler.")
  var once: Int?

  @OptionGroup var scratch: ScratchFolder

  func validate() throws {
    guard seconds > 0, seconds <= 3600 else {
      throw ValidationError("--seconds must be more than 0 and at most 3600.")
    }
    guard once ?? TaskStage.callers >= TaskStage.callers else {
      throw ValidationError("--once must be at least \(TaskStage.callers).")
    }
  }

  func run() async throws {
    if let once { return try await scratch.with { try await take(once, in: $0) } }
    let machine = Machine()
    let bars = try await scratch.with { folder in
      try await costs(in: folder) + requests(in: folder)
    }
    print(bars.map { "\n\($0)" }.joined())
    if let others = machine.shareOfOthers {
      print("\nOther programs took \(number(others * 100)) % of the processors.")
    }
  }

  private func costs(in folder: URL) async throws -> [Bar] {
    var costs: [TaskCost] = []
    for store in Store.allCases {
      let stages = stages(of: store)
      guard !stages.isEmpty else { continue }
      if costs.isEmpty { print(TaskCost.head) }
      let cost = try await TaskCost.measure(store, stages, seconds: seconds, in: folder)
      print(cost.rows)
      costs.append(cost)
    }
    for cost in costs { print("\n\(cost.yardstick)") }
    return costs.flatMap(\.bars)
  }

  private func take(_ count: Int, in folder: URL) async throws {
    for store in Store.allCases {
      let tasks = try await TaskStore.open(store, "once-\(store)", in: folder)
      for stage in stages(of: store) { _ = try await stage.measure(count, tasks) }
      await tasks.close()
    }
  }

  private func stages(of store: Store) -> [TaskStage] {
    TaskStage.all.filter { isWanted("\(store.rawValue) \($0.name)") }
  }

  private func requests(in folder: URL) async throws -> [Bar] {
    var bars: [Bar] = []
    for store in Store.allCases where isWanted("\(store.rawValue) \(RequestCount.name)") {
      if bars.isEmpty { print("\n\(RequestCount.head)") }
      for form in RequestCount.Form.allCases {
        let count = try await RequestCount.measure(store, form, in: folder)
        print(count.row)
        bars.append(count.bar)
      }
    }
    return bars
  }

  private func isWanted(_ name: String) -> Bool {
    filter.isEmpty || name.contains(filter)
  }
}
