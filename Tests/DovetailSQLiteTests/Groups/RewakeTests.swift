import DovetailTransport
import Testing

@testable import DovetailSQLite

/// Rows: 1.1/delay-changed-fifo.
@Suite("Groups that are asleep when attributes change", .timeLimit(.minutes(5)))
struct RewakeTests {
  private let clock = ManualClock()
  private let queue: QueueName

  init() throws {
    queue = try QueueName("jobs.fifo")
  }

  /// A queue of so many groups with a message each.
  private func double(
    _ groups: Int, _ attributes: [QueueAttributeName: String],
    _ location: SQLiteDouble.Location = .memory
  ) async throws -> SQLiteDouble {
    let double = try await SQLiteDouble.open(location, clock: clock)
    try await double.createFIFOQueue(queue, attributes)
    try await double.queues.lane.perform("fill") { [queue] transaction in
      let record = try transaction.queue(queue)
      for number in 0..<groups {
        let draft = MessageTable.Draft.plain(
          number, at: transaction.now, delayedBy: record.settings.delay)
        try transaction.insert(draft, into: record, group: "g\(number)")
      }
    }
    return double
  }

  private func change(
    _ double: SQLiteDouble, _ attribute: QueueAttributeName, to value: Int
  ) async throws {
    try await double.administration.setAttributes(
      QueueAttributes([attribute: "\(value)"]), of: queue)
  }

  private func sleeping(_ double: SQLiteDouble) async throws -> Int {
    try await double.queues.lane.perform("count", writes: false) { [queue] transaction in
      let place = QueueTable.RewakePlace(wakesAt: transaction.now, number: .max)
      return try transaction.messages.sleepingHeads(
        in: transaction.queue(queue).backlog, after: place, limit: 10_000
      ).count
    }
  }

  @Test func `a shorter delay wakes many groups, some in a turn`() async throws {
    let double = try await double(1700, [.delaySeconds: "900"])

    let calls: [@Sendable (SQLiteDouble) async throws -> Int] = [
      { double in
        try await change(double, .delaySeconds, to: 0)
        return 0
      },
      { try await sleeping($0) },
    ]
    let results = await double.inOneGroup(calls)

    #expect(try (1100...1300).contains(results[1].get()))
    while try await sleeping(double) > 0 {}
    #expect(try await double.drain(queue).count == 1700)
    await double.close()
  }

  @Test func `another lane goes on where one stopped`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("dev.db")
    let first = try await double(1700, [.delaySeconds: "900"], .file(path))
    let held = await first.holdUp()
    let changed = Task.immediate { try await change(first, .delaySeconds, to: 0) }
    let closed = Task.immediate { await first.lane.close() }
    held.release()
    try await changed.value
    await closed.value

    let second = try await SQLiteDouble.open(.file(path), clock: clock)
    while try await sleeping(second) > 0 {}

    #expect(try await second.drain(queue).count == 1700)
    await second.close()
  }

  @Test func `a shorter retention lets groups go whose heads are in flight`() async throws {
    let double = try await double(700, [:])
    _ = try await double.drain(queue, hidingFor: .seconds(40_000))
    clock.advance(by: .seconds(100))
    for group in [3, 600] {
      _ = try await double.queues.send(
        OutgoingMessage("next \(group)", groupID: "g\(group)"), to: queue)
    }

    try await change(double, .messageRetentionPeriod, to: 60)
    while try await sleeping(double) > 0 {}

    let bodies = try await double.drain(queue).map(\.body)
    #expect(bodies.sorted() == ["next 3", "next 600"])
    await double.close()
  }

  @Test func `a longer delay hides again what was never received`() async throws {
    let double = try await double(30, [:])
    clock.advance(by: .seconds(5))

    try await change(double, .delaySeconds, to: 20)

    #expect(try await double.drain(queue).isEmpty)
    clock.advance(by: .seconds(14))
    #expect(try await double.drain(queue).isEmpty)
    clock.advance(by: .seconds(1))
    #expect(try await double.drain(queue).count == 30)
    await double.close()
  }

  @Test func `a longer retention brings nothing back`() async throws {
    let double = try await double(30, [.messageRetentionPeriod: "60"])
    clock.advance(by: .seconds(60))

    try await change(double, .messageRetentionPeriod, to: 3600)

    #expect(try await double.administration.attributes(of: queue).approximateMessages == 0)
    #expect(try await double.drain(queue).isEmpty)
    await double.close()
  }

  @Test func `a longer retention keeps what has not expired for longer`() async throws {
    let double = try await double(30, [.messageRetentionPeriod: "60"])
    _ = try await double.drain(queue, hidingFor: .seconds(100))
    clock.advance(by: .seconds(59))

    try await change(double, .messageRetentionPeriod, to: 3600)
    clock.advance(by: .seconds(40))

    #expect(try await double.drain(queue).isEmpty)
    clock.advance(by: .seconds(1))
    #expect(try await double.drain(queue).count == 30)
    await double.close()
  }
}
