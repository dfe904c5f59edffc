import CSQLite
import Testing

@testable import DovetailSQLite

@Suite("Connection")
struct ConnectionTests {
  private let folder: TemporaryFolder
  private let connection: Connection

  init() throws {
    folder = try TemporaryFolder()
    connection = try Connection(path: ":memory:")
    try connection.execute(script: "CREATE TABLE one (id INTEGER PRIMARY KEY, name TEXT NOT NULL)")
  }

  private static let insert: SQL = "INSERT INTO one (id, name) VALUES (?1, ?2)"

  private func names() throws -> [String] {
    try connection.rows("SELECT name FROM one ORDER BY id") { row throws(SQLiteError) in
      try row.text(0)
    }
  }

  @Test
  func `a statement works again after an error`() throws {
    try connection.run(Self.insert, 1, "a")

    #expect(throws: SQLiteError.self) { try connection.run(Self.insert, 1, "again") }
    try connection.run(Self.insert, 2, "b")

    #expect(try names() == ["a", "b"])
  }

  @Test
  func `a value that is not given is NULL, not the value of the run before`() throws {
    try connection.run(Self.insert, 1, "a")

    let error = #expect(throws: SQLiteError.self) { try connection.run(Self.insert, 2) }

    #expect(error?.primaryCode == SQLITE_CONSTRAINT)
  }

  @Test
  func `a value too many is refused, and the statement works again`() throws {
    #expect(throws: SQLiteError.self) { try connection.run(Self.insert, 1, "a", "b") }
    try connection.run(Self.insert, 1, "a")

    #expect(try names() == ["a"])
  }

  @Test
  func `a query works again when reading a row threw`() throws {
    try connection.run(Self.insert, 1, "a")
    let query: SQL = "SELECT name FROM one"

    #expect(throws: SQLiteError.self) {
      _ = try connection.rows(query) { row throws(SQLiteError) in try row.integer(0) }
    }

    #expect(try connection.rows(query) { row throws(SQLiteError) in try row.text(0) } == ["a"])
  }

  @Test
  func `an error has the extended code, SQLite's words and the statement without its values`()
    throws
  {
    try connection.run(Self.insert, 1, "secret")

    let error = #expect(throws: SQLiteError.self) { try connection.run(Self.insert, 1, "secret") }

    #expect(error?.code == SQLITE_CONSTRAINT | (6 << 8))  // SQLITE_CONSTRAINT_PRIMARYKEY, a macro.
    #expect(error?.sql == "\(Self.insert.text)")
    #expect(error?.description.contains("UNIQUE constraint failed: one.id") == true)
    #expect(error?.description.contains("secret") == false)
  }

  @Test
  func `an empty statement is an error, not a crash`() throws {
    #expect(throws: SQLiteError.self) { try connection.run("-- nothing") }
  }

  @Test
  func `the first row is nil when there is none`() throws {
    let first = try connection.first("SELECT name FROM one") { row throws(SQLiteError) in
      try row.text(0)
    }

    #expect(first == nil)
  }

  @Test
  func `changes, keys and open transactions are told`() throws {
    try connection.run("BEGIN")
    #expect(!connection.isAutocommit)
    try connection.run(Self.insert, 41, "a")
    try connection.run(Self.insert, 42, "b")
    #expect(connection.lastInsertedRow == 42)
    try connection.run("UPDATE one SET name = 'c'")
    #expect(connection.changes == 2)
    #expect(connection.totalChanges == 4)
    try connection.run("ROLLBACK")
    #expect(connection.isAutocommit)
  }

  @Test
  func `a folder cannot be opened`() throws {
    let error = #expect(throws: SQLiteError.self) { _ = try Connection(path: folder.path) }

    #expect(error?.primaryCode == SQLITE_CANTOPEN)
  }

  @Test
  func `a connection that is let go of leaves no log behind`() throws {
    let path = folder.file("a.db")
    do {
      let connection = try Connection(path: path)
      try connection.execute(script: "PRAGMA journal_mode = WAL; CREATE TABLE one (id INTEGER)")
      try connection.run("INSERT INTO one VALUES (1)")
      _ = try connection.first("SELECT id FROM one") { row throws(SQLiteError) in
        try row.integer(0)
      }
    }

    #expect(try folder.contents() == ["a.db"])
  }
}
