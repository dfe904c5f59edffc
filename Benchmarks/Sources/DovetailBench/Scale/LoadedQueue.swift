@_spi(Benchmarks) import DovetailSQLite
import DovetailTransport
import Synchronization

/// A queue in a file of its own, on a clock that is moved by hand, under the load of many callers.
struct LoadedQueue: Sendable {
  let name: QueueName
  let clock: ManualClock
  private let double: SQLiteDouble

  static let callers = 16
  static let batch = 10

  /// Makes the queue; what it keeps, it keeps for an hour.
  init(_ name: String, at path: String) async throws {
    // Only work is counted, so the disk need not be waited for.
    var configuration = SQLiteConfiguration()
    configuration.synchronous = .off
    clock = ManualClock()
    self.name = try QueueName(name)
    double = try await SQLiteDouble.open(.file(path), clock: clock, configuration)
    var attributes: [QueueAttributeName: String] = [.messageRetentionPeriod: "3600"]
    if self.name.isFIFO { attributes[.fifoQueue] = "true" }
    try await double.administration.createQueue(self.name, QueueAttributes(attributes))
  }

  func close() async {
    await double.close()
  }

  /// Sends so many messages, each of which is made of its number.
  func send(_ count: Int, _ make: @escaping @Sendable (Int) -> OutgoingMessage) async throws {
    try await share(count) { numbers in
      for outcome in try await double.queues.send(numbers.map(make), to: name) {
        _ = try outcome.get()
      }
      return numbers.count
    }
  }

  /// Receives so many messages, and leaves them hidden for `timeout`.
  func hide(_ count: Int, for timeout: Duration) async throws {
    try await share(count) { try await receive($0.count, hidingFor: timeout).count }
  }

  /// Receives so many messages and deletes them.
  func takeOut(_ count: Int, callers: Int = callers) async throws {
    try await share(count, callers: callers) { numbers in
      let messages = try await receive(numbers.count, hidingFor: nil)
      for outcome in try await double.queues.delete(messages.map(\.receipt), from: name) {
        try outcome.get()
      }
      return messages.count
    }
  }

  /// Receives up to so many messages, at least one.
  func receive(
    _ count: Int = batch, hidingFor timeout: Duration? = .seconds(43_200)
  ) async throws -> [ReceivedMessage] {
    let options = ReceiveOptions(maxMessages: count, visibilityTimeout: timeout, waitTime: .zero)
    let messages = try await double.queues.receive(from: name, options)
    guard !messages.isEmpty else {
      throw BenchmarkError(what: "nothing was left to receive from \(name)")
    }
    return messages
  }

  func counts() async throws {
    _ = try await double.administration.attributes([.approximateNumberOfMessages], of: name)
  }

  /// What a call costs that finds no page in the cache: what it reads it reads once.
  func coldWork(of call: () async throws -> Void) async throws -> SQLiteWork {
    try await double.forgetPages()
    return try await work(of: call)
  }

  /// What a call costs.
  func work(of call: () async throws -> Void) async throws -> SQLiteWork {
    let before = try await double.work
    try await call()
    return try await double.work - before
  }

  /// Lets all callers do calls of up to ten until `count` messages are through; each call says how many
  /// it did.
  private func share(
    _ count: Int, callers: Int = callers,
    _ call: @escaping @Sendable (Range<Int>) async throws -> Int
  ) async throws {
    let work = WorkToShare(count)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<callers {
        group.addTask {
          while let part = work.take(Self.batch) {
            work.giveBack(part.count - (try await call(part)))
          }
        }
      }
      try await group.waitForAll()
    }
  }
}

/// Numbers from 0 on, of which callers take parts.
private final class WorkToShare: Sendable {
  private struct Fields {
    var next = 0
    var missing: Int
  }

  private let fields: Mutex<Fields>

  init(_ count: Int) {
    fields = Mutex(Fields(missing: count))
  }

  func take(_ most: Int) -> Range<Int>? {
    fields.withLock { fields in
      let count = min(most, fields.missing)
      guard count > 0 else { return nil }
      defer { fields.next += count }
      fields.missing -= count
      return fields.next..<(fields.next + count)
    }
  }

  /// Says that so many of a part are still to be done.
  func giveBack(_ count: Int) {
    fields.withLock { $0.missing += count }
  }
}
