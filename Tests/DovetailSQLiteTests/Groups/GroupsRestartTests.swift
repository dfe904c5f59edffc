import DovetailTransport
import Testing

@testable import DovetailSQLite

/// Rows: 3.3/handles-survive-restart, 4.2/never-reused, 4.3/survives-restart.
@Suite("What a FIFO queue in a file keeps over a restart")
struct GroupsRestartTests {
  private let queue: QueueName
  private let clock = ManualClock()
  private let folder: TemporaryFolder

  init() throws {
    queue = try QueueName("jobs.fifo")
    folder = try TemporaryFolder()
  }

  /// Runs each step on the file, opened anew.
  private func open() async throws -> SQLiteDouble {
    try await SQLiteDouble.open(.file(folder.file("dev.db")), clock: clock)
  }

  private func send(_ body: String, _ double: SQLiteDouble) async throws -> SentMessage {
    try await double.queues.send(OutgoingMessage(body, groupID: "g"), to: queue)
  }

  @Test
  func `an id is still a duplicate`() async throws {
    let before = try await open()
    try await before.createFIFOQueue(queue)
    let first = try await send("a", before)
    await before.close()

    let after = try await open()

    #expect(try await send("a", after) == first)
    await after.close()
  }

  @Test
  func `sequence numbers go on, though all messages are gone`() async throws {
    let before = try await open()
    try await before.createFIFOQueue(queue)
    let first = try await send("a", before)
    for message in try await before.drain(queue) {
      try await before.queues.delete(message.receipt, from: queue)
    }
    await before.close()

    let after = try await open()
    let second = try await send("b", after)

    #expect(try #require(first.sequenceNumber) < #require(second.sequenceNumber))
    await after.close()
  }

  @Test
  func `handles and locks stay good`() async throws {
    let before = try await open()
    try await before.createFIFOQueue(queue)
    for body in ["a", "b"] { _ = try await send(body, before) }
    let first = try #require(try await before.queues.receive(from: queue).first)
    await before.close()

    let after = try await open()

    #expect(try await after.drain(queue).isEmpty)
    try await after.queues.delete(first.receipt, from: queue)
    #expect(try await after.drain(queue).map(\.body) == ["b"])
    await after.close()
  }
}
