import ChildProcesses
import Testing

/// On the system's clock, the one test that waits: the bodies' three seconds are what it is about.
@Suite("Worker: leases beside a full pool", .timeLimit(.minutes(5)))
struct LeaseSpinTests {
  /// What the process has seen.
  private struct Sight {
    let threads, deliveredOnce, caught, renewals, isPoolFree, longestGap: Int

    init?(_ line: String) {
      let numbers = line.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
      guard numbers.count == 6 else { return nil }
      (threads, deliveredOnce, caught) = (numbers[0], numbers[1], numbers[2])
      (renewals, isPoolFree, longestGap) = (numbers[3], numbers[4], numbers[5])
    }

    var isKept: Bool { caught == 0 && deliveredOnce == threads && renewals >= 3 * threads }

    /// Whether the machine stood still for about as long as a lease of a second has to be renewed in: then
    /// a loss is the machine's.
    var isExcused: Bool { longestGap > 200 }
  }

  private func sight() async throws -> Sight {
    let child = try ChildProcess.startSibling("lease-spin", [])
    var log: [String] = []
    for await line in child.errorLines { log.append(line) }
    let (ending, output) = try await child.wait()
    try #require(ending == .exited(0), "\(log.joined(separator: "\n"))")
    return try #require(Sight(output), "\(output)")
  }

  @Test func `rule 3: bodies that spin on every thread of the pool stop no renewal`() async throws {
    var last = try await sight()
    for _ in 0..<10 where !last.isKept && last.isExcused { last = try await sight() }

    #expect(last.isPoolFree == 0)
    #expect(last.caught == 0, "The machine gave an idle thread no turn for \(last.longestGap) ms.")
    #expect(last.deliveredOnce == last.threads)
    #expect(last.renewals >= 3 * last.threads)
  }
}
