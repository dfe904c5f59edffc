import DovetailTransport
import Testing

@testable import DovetailSQLite

/// Rows: 1.1/delay-changed-fifo.
@Suite("The tables of FIFO queues")
struct GroupTablesTests {
  private let queue: QueueName
  private let clock = ManualClock()

  init() throws {
    queue = try QueueName("jobs.fifo")
  }

  private func double(_ attributes: [QueueAttributeName: String] = [:]) async throws
    -> SQLiteDouble
  {
    let double = try await SQLiteDouble.open(.memory, clock: clock)
    try await double.createFIFOQueue(queue, attributes)
    return double
  }

  private func count(_ sql: SQL, _ double: SQLiteDouble) async throws -> Int64? {
    try await double.queues.lane.perform("count", writes: false) { transaction in
      try transaction.connection.first(sql) { (row) throws(SQLiteError) in try row.integer(0) }
    }
  }

  @Test
  func `what is remembered of messages does not grow beyond a window`() async throws {
    let double = try await double()

    for round in 0..<20 {
      try await double.fill(queue, group: "g\(round)", 10)
      clock.advance(by: .seconds(60))
    }

    let rows = try #require(try await count("SELECT count(*) FROM deduplication", double))
    #expect(rows <= 60)
  }

  @Test
  func `attempts of receives do not grow beyond a window`() async throws {
    let double = try await double()

    for round in 0..<20 {
      try await double.fill(queue, group: "g\(round)", 1)
      let options = ReceiveOptions(attemptID: "\(round)")
      #expect(try await double.queues.receive(from: queue, options).count == 1)
      clock.advance(by: .seconds(60))
    }

    let rows = try #require(try await count("SELECT count(*) FROM receive_attempt", double))
    #expect(rows <= 6)
  }

  @Test
  func `a group without messages leaves no row`() async throws {
    let double = try await double()
    try await double.fill(queue, group: "g", 3)

    for message in try await double.drain(queue) {
      try await double.queues.delete(message.receipt, from: queue)
    }

    #expect(try await count("SELECT count(*) FROM message_group", double) == 0)
  }

  private func change(
    _ double: SQLiteDouble, _ attribute: QueueAttributeName, to value: Int
  ) async throws {
    try await double.administration.setAttributes(
      QueueAttributes([attribute: "\(value)"]), of: queue)
  }

  @Test
  func `another delay holds for what was never received`() async throws {
    let double = try await double([.delaySeconds: "10"])
    try await double.fill(queue, group: "g", 2)
    try await double.fill(queue, group: "h", 1)

    try await change(double, .delaySeconds, to: 3)

    clock.advance(by: .seconds(2))
    #expect(try await double.drain(queue).isEmpty)
    clock.advance(by: .seconds(1))
    #expect(try await double.drain(queue).map(\.body) == ["g.0", "g.1", "h.0"])
  }

  @Test
  func `a shorter delay wakes a waiting receive`() async throws {
    let double = try await double([.delaySeconds: "10"])
    try await double.fill(queue, group: "g", 1)
    let poll = double.beginPoll(queue)
    try await double.settle()

    try await change(double, .delaySeconds, to: 0)

    #expect(try await poll.value == ["g.0"])
  }

  @Test
  func `a shorter retention drops the head of a group`() async throws {
    let double = try await double()
    try await double.fill(queue, group: "g", 1)
    _ = try await double.queues.receive(
      from: queue, ReceiveOptions(visibilityTimeout: .seconds(900)))
    clock.advance(by: .seconds(100))
    _ = try await double.queues.send(OutgoingMessage("next", groupID: "g"), to: queue)

    try await change(double, .messageRetentionPeriod, to: 60)

    #expect(try await double.drain(queue).map(\.body) == ["next"])
  }
}
