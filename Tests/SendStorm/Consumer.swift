import DovetailSQLite
import DovetailTransport
import Foundation

/// Receives from a FIFO queue in several tasks, and deletes; each message is told of when it is gone.
struct Consumer {
  let double: SQLiteDouble
  let queue: QueueName

  /// Prints for each message its group, its body, and between which nanoseconds it was held for
  /// certain; goes on until it is killed.
  func run() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask { while true { try await consume() } }
      }
      try await group.waitForAll()
    }
  }

  private func consume() async throws {
    let options = ReceiveOptions(maxMessages: 3, waitTime: .seconds(20))
    let messages = try await double.queues.receive(from: queue, options)
    let received = Self.now
    _ = try await double.administration.attributes(of: queue)  // Some work, so that they are held.
    let done = Self.now
    for outcome in try await double.queues.delete(messages.map(\.receipt), from: queue) {
      try outcome.get()
    }
    let lines = messages.map { "\($0.groupID ?? "") \($0.body) \(received) \(done)\n" }
    try FileHandle.standardOutput.write(contentsOf: Data(lines.joined().utf8))
  }

  /// Nanoseconds by a clock that all processes share.
  private static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
