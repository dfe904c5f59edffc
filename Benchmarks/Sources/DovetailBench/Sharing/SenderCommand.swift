import ArgumentParser
import DovetailSQLite
import DovetailTransport
import Foundation

/// The other process: sends single messages, with pauses in which a poll can be parked again.
///
/// Each says when its send began, and how long the one before took.
struct SenderCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "sender", shouldDisplay: false)

  @Argument var path: String
  @Argument var count: Int

  func run() async throws {
    let double = try await SQLiteDouble.open(.file(path))
    let queue = try QueueName(WakeLatency.queue)
    var before = 0.0
    for _ in 0..<count {
      try await Task.sleep(for: .microseconds(Int.random(in: 10_000...15_000)))
      let start = Self.microseconds
      _ = try await double.queues.send(OutgoingMessage("\(start) \(before)"), to: queue)
      before = Self.microseconds - start
    }
    await double.close()
  }

  /// By a clock that all processes share.
  static var microseconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
  }
}
