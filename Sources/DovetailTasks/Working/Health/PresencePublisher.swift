import DovetailTransport
import Logging
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Publishes what a worker does to the blob store, every few seconds while it works.
struct PresencePublisher: Sendable {
  let vitals: WorkerVitals
  let switches: PauseSwitches
  let store: PresenceStore
  let interval: Duration
  let clock: any WallClock
  let random: RandomSource
  let logger: Logger

  private static let runningTasks = 50
  /// After how many intervals without news a worker's entry is old.
  private static let validIntervals = 3

  /// Publishes while `body` runs; removes the entry when it has ended.
  func during<Value: Sendable>(_ body: () async throws -> Value) async rethrows -> Value {
    let id = UniqueID.timeOrdered(at: clock.now, from: random).hexString
    let sleeper = EndingSleep()
    async let publishing: Void = publish(id, until: sleeper)
    defer { sleeper.end() }
    let value = try await body()
    sleeper.end()
    await publishing
    return value
  }

  /// Throws nothing: that people can see a worker is worth no task.
  private func publish(_ id: String, until end: EndingSleep) async {
    let start = clock.now
    await attempt("Old entries of workers could not be removed") {
      try await store.removeForgotten(at: start)
    }
    while !end.hasEnded {
      await attempt("The worker's presence could not be published") {
        try await store.put(presence(id, since: start))
      }
      await end.sleep(for: interval, on: clock)
    }
    await attempt("The worker's presence could not be removed") { try await store.remove(id) }
  }

  private func presence(_ id: String, since start: Timestamp) -> WorkerPresence {
    let now = clock.now
    let seen = vitals.snapshot(on: clock, switches, upTo: Self.runningTasks)
    return WorkerPresence(
      id: id, host: ProcessInfo.processInfo.hostName.prefix(bytes: 256),
      process: Int(ProcessInfo.processInfo.processIdentifier), startedAt: start, publishedAt: now,
      validUntil: now.advanced(by: interval * Self.validIntervals), health: seen.health,
      running: seen.running, recent: seen.recent, lastMinute: seen.rate)
  }

  private func attempt(_ failure: String, _ act: () async throws -> Void) async {
    do {
      try await act()
    } catch {
      logger.warning("\(failure): \(error)")
    }
  }
}

/// Sleeps again and again, until it is told that that is over.
private final class EndingSleep: Sendable {
  private let fields = Mutex<(hasEnded: Bool, sleeper: Sleeper?)>((false, nil))

  var hasEnded: Bool { fields.withLock { $0.hasEnded } }

  func sleep(for duration: Duration, on clock: any WallClock) async {
    let sleeper = Sleeper()
    let hasEnded = fields.withLock { fields in
      fields.sleeper = sleeper
      return fields.hasEnded
    }
    guard !hasEnded else { return }
    // Cancelled, it goes on with the end, which is not far then.
    try? await sleeper.sleep(until: clock.now.advanced(by: duration), on: clock)
  }

  func end() {
    let sleeper = fields.withLock { fields in
      fields.hasEnded = true
      return fields.sleeper
    }
    sleeper?.wake(.success(()))
  }
}
