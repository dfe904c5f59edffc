import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("Where messages stand")
struct PlacementTests {
  private let clock = ManualClock()
  private let jobs: QueueName
  private let fifo: QueueName

  init() throws {
    jobs = try QueueName("jobs")
    fifo = try QueueName("jobs.fifo")
  }

  @Test(arguments: [-1, 0, 1, 1_800_000_000_000, (1 << 42) - 1, 1 << 42, .max] as [Int64])
  func `a message of a standard queue has no group, whenever it is visible`(instant: Int64) {
    let row = Placement.row(visibleAt: Timestamp(milliseconds: instant), number: 1 << 39 - 1)

    #expect(row >= 0)
    #expect(Placement.group(of: row) == nil)
    #expect(Placement.row(after: row) >= 0)
  }

  @Test(
    arguments: [Placement.firstGroup, Placement.lastGroup, Placement.group(pickedBy: 77)] as [Int64]
  )
  func `group and number are read from a row`(group: Int64) {
    let row = Placement.row(in: group, number: Placement.groupSize - 1)

    #expect(row < 0)
    #expect(Placement.group(of: row) == group)
    #expect(Placement.number(of: row) == Placement.groupSize - 1)
  }

  private func setNumber(_ number: Int64, _ double: SQLiteDouble) async throws {
    try await double.queues.lane.perform("set the number") { transaction in
      try transaction.connection.run(NumberingTable.update, number)
    }
  }

  @Test func `messages that belong in one place stand one after the other`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs, clock: clock)

    for (index, body) in ["a", "b", "c"].enumerated() {
      try await setNumber(Int64(index) << 21 + 5, double)
      _ = try await double.queues.send(OutgoingMessage(body), to: jobs)
    }

    let received = try await double.drain(jobs)
    #expect(received.map(\.body) == ["a", "b", "c"])
    for message in received { try await double.queues.delete(message.receipt, from: jobs) }
    #expect(try await double.rows() == 0)
    await double.close()
  }

  @Test func `when the last group has an id, others get free ones`() async throws {
    let double = try await SQLiteDouble.open(.memory, clock: clock)
    try await double.createFIFOQueue(fifo)
    try await double.queues.lane.perform("make the last group") { [fifo] transaction in
      let backlog = try transaction.queue(fifo).backlog
      try transaction.connection.run(
        "INSERT INTO message_group (id, backlog_id, name) VALUES (?1, ?2, 'last')",
        Placement.lastGroup, backlog)
    }

    for group in ["a", "b", "c"] { try await double.fill(fifo, group: group, 2) }

    #expect(
      try await double.drain(fifo).map(\.body) == ["a.0", "a.1", "b.0", "b.1", "c.0", "c.1"])
    await double.close()
  }

  @Test func `when all numbers have been given, sends fail and receives do not`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs, clock: clock)
    try await setNumber(Placement.groupSize - 1, double)
    _ = try await double.queues.send(OutgoingMessage("last"), to: jobs)

    let error = await #expect(throws: TransportError.self) {
      _ = try await double.queues.send(OutgoingMessage("one more"), to: jobs)
    }

    #expect(error?.code == .storageFull)
    #expect(try await double.drain(jobs).map(\.body) == ["last"])
    await double.close()
  }

  @Test(arguments: [512, 513, 100_000])
  func `a content comes back whole wherever it stands`(size: Int) async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs, clock: clock)
    let message = OutgoingMessage(
      String(repeating: "x", count: size - 14),
      attributes: ["a": MessageAttribute(dataType: "String", value: .string("v"))],
      traceHeader: "Root=1")

    _ = try await double.queues.send(message, to: jobs)

    let received = try #require(try await double.drain(jobs).first)
    #expect(received.body == message.body)
    #expect(received.attributes == message.attributes)
    #expect(received.traceHeader == "Root=1")
    try await double.queues.delete(received.receipt, from: jobs)
    #expect(try await double.count("SELECT count(*) FROM message_body") == 0)
    await double.close()
  }
}
