internal import CSQLite
internal import DovetailTransport

/// The current row of a statement; its columns are read by number, from 0, and must be of the type
/// that the schema promises.
struct Row: ~Copyable {
  let statement: OpaquePointer
  let sql: SQL

  func integer(_ column: Int32) throws(SQLiteError) -> Int64 {
    guard sqlite3_column_type(statement, column) == SQLITE_INTEGER else { throw malformed(column) }
    return sqlite3_column_int64(statement, column)
  }

  func optionalInteger(_ column: Int32) throws(SQLiteError) -> Int64? {
    isNull(column) ? nil : try integer(column)
  }

  func timestamp(_ column: Int32) throws(SQLiteError) -> Timestamp {
    Timestamp(milliseconds: try integer(column))
  }

  func text(_ column: Int32) throws(SQLiteError) -> String {
    guard sqlite3_column_type(statement, column) == SQLITE_TEXT,
      let text = sqlite3_column_text(statement, column)
    else { throw malformed(column) }
    let count = Int(sqlite3_column_bytes(statement, column))
    return String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
  }

  func optionalText(_ column: Int32) throws(SQLiteError) -> String? {
    isNull(column) ? nil : try text(column)
  }

  func bytes(_ column: Int32) throws(SQLiteError) -> [UInt8] {
    try withBytes(column) { Array($0) }
  }

  func optionalBytes(_ column: Int32) throws(SQLiteError) -> [UInt8]? {
    isNull(column) ? nil : try bytes(column)
  }

  func uniqueID(_ column: Int32) throws(SQLiteError) -> UniqueID {
    let halves = try withBytes(column) { bytes -> (UInt64, UInt64)? in
      guard bytes.count == 16 else { return nil }
      return (
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      )
    }
    guard let (high, low) = halves else { throw malformed(column) }
    return UniqueID(high: high, low: low)
  }

  private func isNull(_ column: Int32) -> Bool {
    sqlite3_column_type(statement, column) == SQLITE_NULL
  }

  private func withBytes<Value>(
    _ column: Int32, _ body: (UnsafeRawBufferPointer) -> Value
  ) throws(SQLiteError) -> Value {
    guard sqlite3_column_type(statement, column) == SQLITE_BLOB else { throw malformed(column) }
    let start = sqlite3_column_blob(statement, column)
    let count = Int(sqlite3_column_bytes(statement, column))
    return body(UnsafeRawBufferPointer(start: start, count: count))
  }

  private func malformed(_ column: Int32) -> SQLiteError {
    .malformed(column: column, sql.text.description)
  }
}
