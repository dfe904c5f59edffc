import CSQLite
import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("A transaction whose end is in doubt", .timeLimit(.minutes(5)))
struct DoubtTests {
  private typealias Call = @Sendable (SQLiteDouble) async throws -> Void

  private let folder: TemporaryFolder
  private let path: String
  private let jobs: QueueName
  private let clock = ManualClock()

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("dev.db")
    jobs = try QueueName("jobs")
  }

  private func send(_ body: String) -> Call {
    { [jobs] double in _ = try await double.queues.send(OutgoingMessage(body), to: jobs) }
  }

  /// Meets what SQLite answers when the disk fails.
  private let failToRead: Call = { double in
    try await double.queues.lane.perform("read") { _ in
      throw SQLiteError(code: SQLITE_IOERR | (1 << 8), message: "disk I/O error")
    }
  }

  private func markConnection(_ double: SQLiteDouble) async throws {
    try await double.queues.lane.perform("mark", writes: false) { transaction in
      try transaction.connection.execute(script: "CREATE TEMP TABLE mark (id INTEGER)")
    }
  }

  private func isMarked(_ double: SQLiteDouble) async throws -> Bool {
    try await double.queues.lane.perform("look", writes: false) { transaction in
      try transaction.connection.first("SELECT name FROM sqlite_temp_schema") {
        row throws(SQLiteError) in try row.text(0)
      } != nil
    }
  }

  @Test
  func `all of the group are told so, and the file is opened anew`() async throws {
    let double = try await SQLiteDouble.inFile(path, with: jobs, clock: clock)
    try await markConnection(double)
    #expect(try await isMarked(double))

    let ended = await double.inOneGroup([send("a"), failToRead, send("b")])
    try await send("c")(double)

    #expect(ended.map(\.code) == [.outcomeUnknown, .outcomeUnknown, .outcomeUnknown])
    #expect(try await !isMarked(double))
    #expect(try await double.drain(jobs).map(\.body) == ["c"])
    await double.close()
  }

  @Test
  func `in memory the connection is kept, with all that was there before`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs, clock: clock)
    try await send("before")(double)

    let ended = await double.inOneGroup([send("a"), failToRead])
    try await send("after")(double)

    #expect(ended.map(\.code) == [.outcomeUnknown, .outcomeUnknown])
    #expect(try await double.drain(jobs).map(\.body) == ["before", "after"])
    await double.close()
  }

  @Test
  func `those who wait look again a second later, since a message may be there`() async throws {
    let double = try await SQLiteDouble.inFile(path, with: jobs, clock: clock)
    let other = try await SQLiteDouble.inFile(path, with: jobs, clock: clock)
    let poll = double.beginPoll(jobs)
    try await double.settle()

    _ = await double.inOneGroup([failToRead])
    try await send("there after all")(other)
    clock.advance(by: .seconds(1))

    #expect(try await poll.value == ["there after all"])
    await double.close()
    await other.close()
  }

  @Test
  func `a wait that is ended after it gets nothing of what it undid`() async throws {
    let double = try await SQLiteDouble.inFile(path, with: jobs, clock: clock)
    let poll = double.beginPoll(jobs)
    try await double.queues.lane.perform("let counts fail") { transaction in
      try transaction.connection.execute(
        script: """
          CREATE TEMP TRIGGER fail BEFORE INSERT ON hidden BEGIN SELECT raise(ABORT, 'no'); END
          """)
    }

    let sent = await Result.of { try await send("a")(double) }
    await double.endWaits()

    #expect(sent.code == .outcomeUnknown)
    #expect(try await poll.value.isEmpty)
    await double.close()
  }

  @Test
  func `a file that cannot be opened anew is named by each call, until it can`() async throws {
    let double = try await SQLiteDouble.inFile(path, with: jobs, clock: clock)
    let raw = try RawDatabase(path)
    _ = await double.inOneGroup([failToRead])
    try raw.run("PRAGMA user_version = 999")

    let refused = await Result.of { try await send("a")(double) }
    try raw.run("PRAGMA user_version = \(Schema.migrator.migrations.count)")
    try await send("b")(double)

    #expect(refused.code == .storageUnusable)
    #expect(try await double.drain(jobs).map(\.body) == ["b"])
    await double.close()
  }
}
