import ArgumentParser
import Foundation

/// Judges whether work and memory stay the same however deep a queue is.
///
/// Counted in steps of SQLite's machine and in pages read, which do not depend on the computer or
/// on what else it does; only memory is measured as it is.
struct ScaleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scale",
    abstract: "Compares the work of calls on shallow and on deep queues. Takes some minutes."
  )

  @Option(help: "How many messages a deep queue has, 10,000 to 1,000,000.")
  var depth = 1_000_000

  @Option(help: "Only what has this in its name, such as \"standard\" or \"memory\".")
  var filter = ""

  @OptionGroup var scratch: ScratchFolder

  /// How many messages a shallow queue has.
  private static let shallow = 1000

  func validate() throws {
    guard (10_000...1_000_000).contains(depth) else {
      throw ValidationError("--depth must be from 10,000 to 1,000,000.")
    }
  }

  func run() async throws {
    let bars = try await scratch.with { folder in
      // Memory first: what the others use does not all go back to the system.
      try await storage(in: folder) + receives(in: folder)
    }
    print(bars.map { "\n\($0)" }.joined())
  }

  private func storage(in folder: URL) async throws -> [Bar] {
    guard isWanted(StoredQueue.name) else { return [] }
    let report = try await StoredQueue.measure(depth: depth, in: folder)
    print(report.markdown)
    return report.bars
  }

  private func receives(in folder: URL) async throws -> [Bar] {
    let kinds = AgedQueue.Kind.allCases.filter { isWanted($0.rawValue) }
    guard !kinds.isEmpty else { return [] }
    print(ReceiveCost.head)
    var bars: [Bar] = []
    for kind in kinds {
      let shallow = try await sample(kind, Self.shallow, in: folder)
      let deep = try await sample(kind, depth, in: folder)
      let cost = ReceiveCost(kind: kind, shallow: shallow, deep: deep)
      print(cost.row)
      bars += cost.bars
    }
    return bars
  }

  private func sample(
    _ kind: AgedQueue.Kind, _ depth: Int, in folder: URL
  ) async throws -> ReceiveCost.Samples {
    let path = folder.appendingPathComponent("\(UUID().uuidString).db").path
    let queue = try await AgedQueue.make(kind, depth: depth, at: path)
    let samples = try await ReceiveCost.Samples(of: queue)
    await queue.load.close()
    try FileManager.default.removeItem(atPath: path)
    return samples
  }

  private func isWanted(_ name: String) -> Bool {
    filter.isEmpty || name.contains(filter)
  }
}
