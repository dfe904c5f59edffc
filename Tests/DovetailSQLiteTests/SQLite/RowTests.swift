import CSQLite
import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("Row")
struct RowTests {
  private typealias Read = (borrowing Row) throws(SQLiteError) -> Void

  /// A column of every type that SQLite has, against a reader of another.
  private func expectMalformed(_ value: some Bindable, _ read: Read) throws {
    let connection = try Connection(path: ":memory:")

    let error = #expect(throws: SQLiteError.self) {
      _ = try connection.first("SELECT ?1", value, decode: read)
    }

    #expect(error?.code == SQLITE_CORRUPT)
    #expect(error?.sql == "SELECT ?1")
  }

  @Test
  func `text, bytes and NULL are no integer`() throws {
    try expectMalformed("1") { row throws(SQLiteError) in _ = try row.integer(0) }
    try expectMalformed([UInt8(1)]) { row throws(SQLiteError) in _ = try row.integer(0) }
    try expectMalformed(Int?.none) { row throws(SQLiteError) in _ = try row.integer(0) }
    try expectMalformed("1") { row throws(SQLiteError) in _ = try row.optionalInteger(0) }
    try expectMalformed("1") { row throws(SQLiteError) in _ = try row.timestamp(0) }
  }

  @Test
  func `an integer, bytes and NULL are no text`() throws {
    try expectMalformed(1) { row throws(SQLiteError) in _ = try row.text(0) }
    try expectMalformed([UInt8(1)]) { row throws(SQLiteError) in _ = try row.text(0) }
    try expectMalformed(Int?.none) { row throws(SQLiteError) in _ = try row.text(0) }
    try expectMalformed(1) { row throws(SQLiteError) in _ = try row.optionalText(0) }
  }

  @Test
  func `an integer, text and NULL are no bytes`() throws {
    try expectMalformed(1) { row throws(SQLiteError) in _ = try row.bytes(0) }
    try expectMalformed("1") { row throws(SQLiteError) in _ = try row.bytes(0) }
    try expectMalformed(Int?.none) { row throws(SQLiteError) in _ = try row.bytes(0) }
    try expectMalformed("1") { row throws(SQLiteError) in _ = try row.optionalBytes(0) }
  }

  @Test(arguments: [0, 15, 17])
  func `bytes of another number than sixteen are no id`(count: Int) throws {
    try expectMalformed([UInt8](repeating: 1, count: count)) { row throws(SQLiteError) in
      _ = try row.uniqueID(0)
    }
  }

  @Test
  func `the error names the column`() throws {
    let connection = try Connection(path: ":memory:")

    let error = #expect(throws: SQLiteError.self) {
      _ = try connection.first("SELECT 1, 2, 'three'") { row throws(SQLiteError) in
        try row.integer(2)
      }
    }

    #expect(error?.message.contains("column 2") == true)
  }
}
