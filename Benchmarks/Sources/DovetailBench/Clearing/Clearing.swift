import DovetailSQLite
import DovetailTransport
import Synchronization

/// A queue with much to clear away, and another whose senders should not notice.
struct Clearing {
  private let double: SQLiteDouble
  private let clock: ManualClock
  private let count: Int
  private let queue: QueueName
  private let other: QueueName

  static func make(_ location: SQLiteDouble.Location, _ count: Int) async throws -> Clearing {
    let clock = ManualClock()
    let clearing = Clearing(
      double: try await SQLiteDouble.open(location, clock: clock), clock: clock, count: count,
      queue: try QueueName("cleared"), other: try QueueName("other"))
    try await clearing.double.administration.createQueue(
      clearing.queue, QueueAttributes([.messageRetentionPeriod: "60"]))
    try await clearing.double.administration.createQueue(clearing.other)
    return clearing
  }

  func close() async {
    await double.close()
  }

  /// A line of the report for each call.
  func measure() async throws -> [String] {
    try await fill()
    clock.advance(by: .seconds(30))
    _ = try await double.queues.send(OutgoingMessage(Body.text), to: queue)
    clock.advance(by: .seconds(30))
    let receive = try await line("receive behind what has expired") {
      guard try await double.queues.receive(from: queue).count == 1 else {
        throw BenchmarkError(what: "the message behind was not received")
      }
    }
    try await fill()
    let purge = try await line("purge") { try await double.administration.purgeQueue(queue) }
    return [receive, purge]
  }

  private func fill() async throws {
    let batch = Array(repeating: OutgoingMessage(Body.text), count: 10)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<20 {
        group.addTask {
          for _ in 0..<(count / 200) { _ = try await double.queues.send(batch, to: queue) }
        }
      }
      try await group.waitForAll()
    }
  }

  private func line(
    _ name: String, _ call: @escaping @Sendable () async throws -> Void
  ) async throws -> String {
    let start = ContinuousClock.now
    let ended = Ended()
    async let took = {
      defer { ended.note() }
      try await call()
      return start.duration(to: .now)
    }()
    var longest = Duration.zero
    // What a purge leaves to clear away is gone within the second.
    while !ended.isNoted || start.duration(to: .now) < .seconds(1) {
      let begin = ContinuousClock.now
      _ = try await double.queues.send(OutgoingMessage(Body.text), to: other)
      longest = max(longest, begin.duration(to: .now))
    }
    return [name, milliseconds(try await took), milliseconds(longest)].joined(separator: " | ")
  }

  private func milliseconds(_ duration: Duration) -> String { number(duration / .milliseconds(1)) }
}

/// Tells a loop that what it waits for has ended.
private final class Ended: Sendable {
  private let flag = Atomic(false)

  var isNoted: Bool { flag.load(ordering: .acquiring) }

  func note() { flag.store(true, ordering: .releasing) }
}
