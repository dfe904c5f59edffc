import Dovetail
import DovetailTesting
import Foundation

/// What a test costs that has a broker of its own.
struct TestBrokerCost {
  /// What a test does.
  enum Deed: String, CaseIterable {
    case open = "opened and ended"
    case run = "a task enqueued, looked for and run"
  }

  static let tests = 1000
  /// As many tests as Swift Testing runs at once on this many cores, about.
  private static let atOnce = 2 * ProcessInfo.processInfo.activeProcessorCount
  private static let key = TaskKey("benchmark", "number", as: ((Int) -> Int).self)

  var deed: Deed
  var sample: Sample

  static func measure(_ deed: Deed) async throws -> TestBrokerCost {
    let watch = Stopwatch()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<tests {
        if number >= atOnce { try await group.next() }
        group.addTask { try await test(deed, number) }
      }
      try await group.waitForAll()
    }
    return TestBrokerCost(deed: deed, sample: watch.stop(after: tests))
  }

  private static func test(_ deed: Deed, _ number: Int) async throws {
    try await withTestBroker { t in
      guard deed == .run else { return }
      t.serve { key.handle { $0 } }
      try await t.broker.enqueue(key, number)
      try await t.requireOne(key, with: number)
      try await t.drain(.runs(1))
    }
  }

  var row: String {
    let cells = [1e6 / sample.rate, sample.cpuMicroseconds, sample.seconds]
    return "| \(deed.rawValue) | \(cells.map(number).joined(separator: " | ")) |"
  }
}
