/// Counts the entries that are not done with, by the flush that they came before.
struct FlushEpochs {
  private(set) var current = 0
  private var open: [Int: Int] = [:]
  private var watchers: [(epoch: Int, continuation: CheckedContinuation<Void, Never>)] = []

  /// Whether somebody waits for entries to be done with.
  var isWatched: Bool { !watchers.isEmpty }

  /// An entry has come; it belongs to the current epoch.
  mutating func begin() {
    open[current, default: 0] += 1
  }

  /// An entry of that epoch is done with; returns who is to be told that no other is open.
  mutating func end(_ epoch: Int) -> [CheckedContinuation<Void, Never>] {
    let left = (open[epoch] ?? 1) - 1
    open[epoch] = left > 0 ? left : nil
    guard left == 0, !watchers.isEmpty else { return [] }
    let first = open.keys.min() ?? .max
    defer { watchers.removeAll { $0.epoch < first } }
    return watchers.filter { $0.epoch < first }.map(\.continuation)
  }

  /// Begins another epoch, and keeps the continuation until all entries before it are done with.
  ///
  /// Returns false, and keeps nothing, when there are none.
  mutating func turn(_ continuation: CheckedContinuation<Void, Never>) -> Bool {
    guard !open.isEmpty else { return false }
    watchers.append((current, continuation))
    current += 1
    return true
  }
}
