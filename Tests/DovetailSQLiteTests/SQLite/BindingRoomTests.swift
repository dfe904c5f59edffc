import Testing

@testable import DovetailSQLite

@Suite struct BindingRoomTests {
  private let connection: Connection

  init() throws {
    connection = try Connection(path: ":memory:")
    try connection.execute(
      script: """
        CREATE TABLE one (id INTEGER PRIMARY KEY, text TEXT, bytes BLOB);
        CREATE TABLE other (text TEXT)
        """)
  }

  private static let insert: SQL = "INSERT INTO one (id, text, bytes) VALUES (?1, ?2, ?3)"
  private static let same: SQL = "SELECT id FROM one WHERE text = ?1 AND bytes = ?2 ORDER BY id"
  private static let insertOther: SQL = "INSERT INTO other (text) VALUES (?1)"
  private static let echo: SQL = "SELECT ?1 UNION ALL SELECT ?1"

  @Test(arguments: [0, 1, 4095, 4096, 8191, 8192, 100_000])
  func `values of any size arrive as they are`(size: Int) throws {
    let text = String(repeating: "t", count: size)
    let bytes = [UInt8](repeating: 7, count: size)

    for id in 1...3 { try connection.run(Self.insert, id, text, bytes) }

    let ids = try connection.rows(Self.same, text, bytes) { row throws(SQLiteError) in
      try row.integer(0)
    }
    #expect(ids == [1, 2, 3])
  }

  @Test
  func `a statement keeps its values while others run`() throws {
    let echoes = try connection.rows(Self.echo, "outer") { row throws(SQLiteError) in
      let text = try row.text(0)
      try connection.run(Self.insertOther, "inner")
      return text
    }

    #expect(echoes == ["outer", "outer"])
  }
}
