import ArgumentParser
import Foundation

/// Compares sending tasks with sending their messages, and measures what a task costs to its end.
struct SendCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send",
    abstract: "Compares a broker with the bare transport, and counts what tasks cost."
  )

  @Option(help: "Only lines whose name contains this, such as \"memory enqueue\" or \"requests\".")
  var filter = ""

  @Option(help: "How long to measure each line, about.")
  var seconds = 1.0

  @OptionGroup var scratch: ScratchFolder

  func validate() throws {
    guard seconds > 0, seconds <= 3600 else {
      throw ValidationError("--seconds must be more than 0 and at most 3600.")
    }
  }

  func run() async throws {
    let machine = Machine()
    let bars = try await scratch.with { folder in
      try await sends(in: folder)
      return try await costs(in: folder) + requests(in: folder)
    }
    print(bars.map { "\n\($0)" }.joined())
    if let others = machine.shareOfOthers {
      print("\nOther programs took \(number(others * 100)) % of the processors.")
    }
  }

  private func sends(in folder: URL) async throws {
    print(SendLine.head)
    for store in Store.allCases {
      for form in SendForm.judged where isWanted(SendLine.name(store, form)) {
        let tasks = try await TaskStore.open(store, "\(form.hashValue)", in: folder)
        let rounds = try await SendContest(store: tasks, form: form, seconds: seconds).run()
        print(SendLine(store: store, form: form, rounds: rounds).rows)
        await tasks.close()
      }
    }
  }

  private func costs(in folder: URL) async throws -> [Bar] {
    print("\n\(TaskCost.head)")
    var bars: [Bar] = []
    for store in Store.allCases where isWanted("\(store.rawValue) \(TaskCost.name)") {
      let probe = try SyncProbe(path: folder.appendingPathComponent("probe-\(store)").path)
      try probe.measure(50)
      let cost = try await TaskCost.measure(store, seconds, in: folder)
      print(cost.row)
      bars += cost.bars(sync: probe.median)
    }
    return bars
  }

  private func requests(in folder: URL) async throws -> [Bar] {
    print("\n\(RequestCount.head)")
    var bars: [Bar] = []
    for store in Store.allCases where isWanted("\(store.rawValue) \(RequestCount.name)") {
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
