import DovetailTransport
import Foundation
import Testing

@testable import DovetailSQLite

@Suite("Opening a file")
struct OpeningTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("dev.db")
  }

  private func refusal(
    of path: String, _ comment: Comment? = nil, _ configuration: SQLiteConfiguration = .init()
  ) async throws -> TransportError {
    let error = await #expect(throws: TransportError.self, comment) {
      _ = try await SQLiteDouble.open(.file(path), configuration)
    }
    return try #require(error)
  }

  private func pragma(_ sql: SQL, _ double: SQLiteDouble) async throws -> Int64? {
    try await double.queues.lane.perform("look", writes: false) { transaction in
      try transaction.connection.first(sql) { row throws(SQLiteError) in try row.integer(0) }
    }
  }

  @Test
  func `the write connection is durable by default`() async throws {
    let double = try await SQLiteDouble.open(.file(path))

    let mode = try await double.queues.lane.perform("look", writes: false) { transaction in
      try transaction.connection.first("PRAGMA journal_mode") { row throws(SQLiteError) in
        try row.text(0)
      }
    }
    #expect(mode == "wal")
    #expect(try await pragma("PRAGMA synchronous", double) == 2)
    #expect(try await pragma("PRAGMA auto_vacuum", double) == 2)
    await double.close()
  }

  @Test(arguments: [SQLiteConfiguration.Synchronous.normal: Int64(1), .off: 0])
  func `less durability is to be had for the asking`(
    synchronous: SQLiteConfiguration.Synchronous, level: Int64
  ) async throws {
    var configuration = SQLiteConfiguration()
    configuration.synchronous = synchronous

    let double = try await SQLiteDouble.open(.file(path), configuration)

    #expect(try await pragma("PRAGMA synchronous", double) == level)
    await double.close()
  }

  @Test
  func `a file that was opened before opens again with what it held`() async throws {
    let jobs = try QueueName("jobs")
    let before = try await SQLiteDouble.inFile(path, with: jobs)
    _ = try await before.queues.send(OutgoingMessage("kept"), to: jobs)
    await before.close()

    let after = try await SQLiteDouble.open(.file(path), clock: ManualClock())

    #expect(try await after.drain(jobs).map(\.body) == ["kept"])
    await after.close()
  }

  @Test
  func `several open one fresh file at the same moment`() async throws {
    let doubles = try await withThrowingTaskGroup(of: SQLiteDouble.self) { [path] group in
      for _ in 0..<8 { group.addTask { try await SQLiteDouble.open(.file(path)) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }

    for double in doubles {
      try await double.administration.createQueue(try QueueName("jobs"))
      await double.close()
    }
  }

  @Test
  func `another program's database is refused and left as it is`() async throws {
    let other = try RawDatabase(path)
    try other.run("CREATE TABLE theirs (id INTEGER)")

    let error = try await refusal(of: path)

    #expect(error.code == .storageUnusable)
    #expect(
      error.description == "Could not open \(path): The file is a SQLite database of another "
        + "program. Name another file.")
    #expect(try other.rows("SELECT name FROM sqlite_schema") == [["theirs"]])
    #expect(try other.rows("PRAGMA journal_mode") == [["delete"]])
  }

  @Test
  func `a database without tables is taken, whoever made it`() async throws {
    try RawDatabase(path).run("PRAGMA user_version = 0; VACUUM")

    await (try SQLiteDouble.open(.file(path))).close()
  }

  @Test
  func `a file of a newer schema is refused with a sentence`() async throws {
    await (try SQLiteDouble.open(.file(path))).close()
    try RawDatabase(path).run("PRAGMA user_version = 999")

    let error = try await refusal(of: path)

    #expect(error.code == .storageUnusable)
    #expect(error.description.contains("The file has schema version 999;"))
    #expect(error.description.contains("Use a newer Dovetail, or another file."))
  }

  @Test
  func `a file of a version that cannot be is refused`() async throws {
    await (try SQLiteDouble.open(.file(path))).close()
    try RawDatabase(path).run("PRAGMA user_version = -7")

    #expect(try await refusal(of: path).code == .storageUnusable)
  }

  @Test
  func `a file that is no database is refused by name and left as it is`() async throws {
    let text = Data(String(repeating: "Dear Sir or Madam, ", count: 500).utf8)
    try text.write(to: URL(fileURLWithPath: path))

    let error = try await refusal(of: path)

    #expect(error.code == .storageUnusable)
    #expect(
      error.description
        == "Could not open \(path): The file is not a SQLite database. Name another file.")
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == text)
  }

  @Test
  func `a damaged file is refused by name`() async throws {
    let double = try await SQLiteDouble.inFile(path, with: try QueueName("jobs"))
    await double.close()
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    try file.seek(toOffset: 100)
    try file.write(contentsOf: Data(repeating: 0xFF, count: 3996))
    try file.close()

    let error = try await refusal(of: path)

    #expect(error.code == .storageUnusable)
    #expect(error.description.contains(path))
    #expect(error.description.contains("damaged"))
  }

  @Test
  func `a path that cannot be opened is refused by name`() async throws {
    try Data().write(to: URL(fileURLWithPath: path))
    let unusable = [
      "a missing folder": folder.file("missing/dev.db"), "below a file": path + "/dev.db",
      "a folder": folder.path,
    ]

    for (name, path) in unusable {
      let error = try await refusal(of: path, Comment(rawValue: name))

      #expect(error.code == .storageUnusable)
      #expect(error.description.hasPrefix("Could not open \(path): "))
      #expect(error.description.contains("Check that its folder exists"))
    }
  }

  @Test
  func `an empty path is refused, not a database that vanishes`() async throws {
    #expect(try await refusal(of: "").code == .storageUnusable)
  }

  @Test(.enabled(if: geteuid() != 0, "root may write any file"))
  func `a file that may only be read is refused by name`() async throws {
    await (try SQLiteDouble.open(.file(path))).close()
    try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)

    let error = try await refusal(of: path)

    #expect(error.code == .storageUnusable)
    #expect(error.description.contains(path))
  }

  @Test
  func `a database that may have too few pages for the schema is full`() async throws {
    var configuration = SQLiteConfiguration()
    configuration.maximumSize = 4 * 8_192

    #expect(try await refusal(of: path, nil, configuration).code == .storageFull)
  }
}
