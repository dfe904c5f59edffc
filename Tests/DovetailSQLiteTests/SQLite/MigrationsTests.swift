import Testing

@testable import DovetailSQLite

@Suite("Migrations")
struct MigrationsTests {
  private let connection: Connection
  private let first = Migration(name: "first", script: "CREATE TABLE one (id INTEGER)")
  private let second = Migration(name: "second", script: "CREATE TABLE two (id INTEGER)")

  init() throws {
    connection = try Connection(path: ":memory:")
  }

  private func tables() throws -> [String] {
    try connection.rows("SELECT name FROM sqlite_schema ORDER BY name") { row throws(SQLiteError) in
      try row.text(0)
    }
  }

  private func version() throws -> Int64? {
    try connection.first("PRAGMA user_version") { row throws(SQLiteError) in try row.integer(0) }
  }

  @Test
  func `a fresh database has all migrations`() throws {
    try Migrator(migrations: [first, second]).migrate(connection)

    #expect(try tables() == ["one", "two"])
    #expect(try version() == 2)
  }

  @Test
  func `an older database has those that it lacks`() throws {
    try Migrator(migrations: [first]).migrate(connection)

    try Migrator(migrations: [first, second]).migrate(connection)

    #expect(try tables() == ["one", "two"])
    #expect(try version() == 2)
  }

  @Test
  func `a current database is left alone`() throws {
    try Migrator(migrations: [first]).migrate(connection)
    let changes = connection.totalChanges

    try Migrator(migrations: [first]).migrate(connection)

    #expect(connection.totalChanges == changes)
    #expect(try version() == 1)
  }

  @Test
  func `a newer database is refused with a sentence that names both versions`() throws {
    try Migrator(migrations: [first, second]).migrate(connection)

    let error = #expect(throws: SchemaError.self) {
      try Migrator(migrations: [first]).migrate(connection)
    }

    #expect(
      error?.description == "The file has schema version 2; this version of Dovetail knows 1. "
        + "Use a newer Dovetail, or another file.")
    #expect(connection.isAutocommit)
    #expect(try version() == 2)
  }

  @Test
  func `a database of a version that cannot be is refused`() throws {
    try connection.run("PRAGMA user_version = -1")

    #expect(throws: SchemaError.self) { try Migrator(migrations: [first]).migrate(connection) }

    #expect(connection.isAutocommit)
  }

  @Test
  func `a migration that fails takes those before it back`() throws {
    let bad = Migration(name: "bad", script: "CREATE TABLE three (id INTEGER); CREATE NONSENSE")

    #expect(throws: SQLiteError.self) {
      try Migrator(migrations: [first, bad]).migrate(connection)
    }

    #expect(connection.isAutocommit)
    #expect(try tables().isEmpty)
    #expect(try version() == 0)
  }
}
