import Dovetail
import Foundation
import Testing

@Suite("Delays and restarts", .timeLimit(.minutes(5)))
struct DelayRestartTests {
  @Test func `a delay over 15 minutes survives the process at every hop`() async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).db").path
    defer {
      for end in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: path + end)  // The system clears the folder.
      }
    }
    let clock = ManualClock()
    let key = TaskKey("remind", as: (() -> Void).self)
    let due = clock.now.advanced(by: .seconds(2500))
    try await withBroker(at: path, clock) { broker in
      _ = try await broker.enqueue(key, options: .delay(.seconds(2500)))
    }

    var outcomes: [TaskReport.Outcome] = []
    while clock.now < due.advanced(by: .seconds(900)) {
      clock.advance(by: .seconds(300))
      try await withBroker(at: path, clock) { broker in
        outcomes += try await Worker(broker) { key.handle { #expect(clock.now >= due) } }.drain()
          .map(\.outcome)
      }
    }

    #expect(outcomes == [.hopped(until: due), .hopped(until: due), .succeeded])
  }

  /// Opens a broker as a process would that starts, and ends it.
  private func withBroker(
    at path: String, _ clock: ManualClock, _ body: (Broker) async throws -> Void
  ) async throws {
    var configuration = BrokerConfiguration()
    configuration.logger = Workbench.silence
    let broker = try await Broker.open("sqlite:\(path)", configuration, clock: clock)
    try await body(broker)
    await broker.shutdown()
  }
}
