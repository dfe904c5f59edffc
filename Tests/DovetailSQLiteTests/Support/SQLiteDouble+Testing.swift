import Dispatch
import DovetailTransport

@testable import DovetailSQLite

extension SQLiteDouble {
  /// A double in memory with a queue.
  static func inMemory(
    with queue: QueueName, clock: any WallClock = ManualClock()
  ) async throws -> SQLiteDouble {
    let double = try await open(.memory, clock: clock)
    try await double.administration.createQueue(queue)
    return double
  }

  /// A double in a file, which another may have open, with a queue.
  static func inFile(
    _ path: String, with queue: QueueName, clock: any WallClock = ManualClock(),
    _ configuration: SQLiteConfiguration = SQLiteConfiguration()
  ) async throws -> SQLiteDouble {
    let double = try await open(.file(path), clock: clock, configuration)
    try await double.administration.createQueue(queue)
    return double
  }

  /// Holds up the lane, so that what is submitted meanwhile gathers, until it is released.
  func holdUp() async -> HeldLane {
    let held = HeldLane()
    let lane = lane
    await withCheckedContinuation { started in
      Task.immediate {  // Ends when the test releases it.
        try await lane.perform("hold up the lane", writes: false) { _ in
          started.resume()
          held.wait()
        }
      }
    }
    return held
  }

  /// Returns when all that was submitted before has been settled, and the clock armed for what is to come.
  func settle() async throws {
    try await lane.perform("settle", writes: false) { _ in }
    await lane.waitUntilAnswered()
  }

  /// Begins to receive in the order of the calls, waiting for 20 s or as long as is said; when all is
  /// settled, the polls that found nothing are parked.
  func beginPoll(
    _ queue: QueueName, maxMessages: Int = 1, waitTime: Duration = .seconds(20)
  ) -> Task<[String], any Error> {
    let options = ReceiveOptions(maxMessages: maxMessages, waitTime: waitTime)
    return Task.immediate {  // Ends with its answer, at the latest when the double is closed.
      try await queues.receive(from: queue, options).map(\.body)
    }
  }

  /// How many polls are parked on the queue.
  func parkedPolls(on queue: QueueName) async throws -> Int {
    try await queues.lane.perform("count polls", writes: false) { [core = lane.core] transaction in
      let id = try transaction.queue(queue).id
      return Array(core.polls.waiting(for: id)).count
    }
  }

  /// The visible messages of a queue, which are taken.
  func drain(
    _ queue: QueueName, hidingFor timeout: Duration? = nil
  ) async throws -> [ReceivedMessage] {
    let options = ReceiveOptions(maxMessages: 10, visibilityTimeout: timeout)
    var all: [ReceivedMessage] = []
    while true {
      let messages = try await queues.receive(from: queue, options)
      if messages.isEmpty { return all }
      all += messages
    }
  }
}

/// An operation that keeps the lane's thread until it is released.
final class HeldLane: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)

  func wait() { semaphore.wait() }

  func release() { semaphore.signal() }
}
