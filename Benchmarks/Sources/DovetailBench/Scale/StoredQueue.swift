@_spi(Benchmarks) import DovetailSQLite
import DovetailTransport
import Foundation

/// What it takes to keep a deep queue in a file, and to count it.
struct StoredQueue {
  static let name = "memory and counts"

  private var depth: Int
  private var residentMegabytes: Double?
  private var fileMegabytes: Double
  /// What the counts of a queue cost that is just too large to be counted row by row.
  private var countsOfFew: SQLiteWork
  private var countsOfAll: SQLiteWork
  /// The same with a tenth of the messages in flight.
  private var countsWithHidden: SQLiteWork

  /// How many messages the shallow queue has.
  private static let few = 10_000

  static func measure(depth: Int, in folder: URL) async throws -> StoredQueue {
    let path = folder.appendingPathComponent("stored.db").path
    let queue = try await LoadedQueue("stored", at: path)
    let counts = { try await queue.work { try await queue.counts() } }
    try await queue.send(few) { _ in OutgoingMessage(Body.text) }
    _ = try await counts()  // Prepares its statements.
    let countsOfFew = try await counts()
    try await queue.send(depth - few) { _ in OutgoingMessage(Body.text) }
    let countsOfAll = try await counts()
    try await queue.hide(depth / 10, for: .seconds(1000))
    let countsWithHidden = try await counts()
    let resident = Machine.residentBytes
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    await queue.close()
    try FileManager.default.removeItem(atPath: path)
    return StoredQueue(
      depth: depth, residentMegabytes: resident.map { Double($0) / 1e6 },
      fileMegabytes: Double(size) / 1e6, countsOfFew: countsOfFew, countsOfAll: countsOfAll,
      countsWithHidden: countsWithHidden)
  }

  var markdown: String {
    """
    \(number(Double(depth))) messages in a file of \(number(fileMegabytes)) MB: \
    \(residentMegabytes.map(number) ?? "?") MB resident.
    GetQueueAttributes, steps and pages asked for: \(Self.few) messages \(text(countsOfFew)), all \
    \(text(countsOfAll)), with a tenth in flight \(text(countsWithHidden)).

    """
  }

  var bars: [Bar] {
    let steps = Double(countsOfAll.steps) / Double(countsOfFew.steps)
    return [
      residentMegabytes.map {
        Bar(name: "resident MB", target: 120, measured: $0, side: .atMost)
      },
      Bar(name: "counts, steps", target: 1.1, measured: steps, side: .atMost),
    ].compactMap(\.self)
  }

  private func text(_ work: SQLiteWork) -> String {
    "\(number(Double(work.steps))) and \(number(Double(work.pagesAskedFor)))"
  }
}
