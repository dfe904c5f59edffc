import CBenchSQLite

/// The thinnest use of libsqlite3 that checks its answers.
final class BareConnection {
  private let handle: OpaquePointer
  private var statements: [OpaquePointer] = []

  init(path: String) throws {
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    let code = sqlite3_open_v2(path, &opened, flags, nil)
    guard code == SQLITE_OK, let opened else {
      sqlite3_close_v2(opened)
      throw BenchmarkError(what: "SQLite answered \(code) to open \(path)")
    }
    handle = opened
  }

  deinit {
    for statement in statements { sqlite3_finalize(statement) }
    sqlite3_close_v2(handle)
  }

  var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }

  func execute(_ script: String) throws {
    try check(sqlite3_exec(handle, script, nil, nil, nil), SQLITE_OK)
  }

  /// Prepares a statement that lives as long as the connection.
  func prepare(_ sql: String) throws -> OpaquePointer {
    var prepared: OpaquePointer?
    try check(
      sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil),
      SQLITE_OK)
    guard let prepared else { throw BenchmarkError(what: "an empty statement") }
    statements.append(prepared)
    return prepared
  }

  /// Runs a statement that answers with no row.
  func run(_ statement: OpaquePointer) throws {
    let code = sqlite3_step(statement)
    sqlite3_reset(statement)
    try check(code, SQLITE_DONE)
  }

  /// Whether there is a further row; resets the statement when there is none.
  func next(_ statement: OpaquePointer) throws -> Bool {
    let code = sqlite3_step(statement)
    if code == SQLITE_ROW { return true }
    sqlite3_reset(statement)
    try check(code, SQLITE_DONE)
    return false
  }

  private func check(_ code: Int32, _ expected: Int32) throws {
    guard code != expected else { return }
    let message = String(cString: sqlite3_errmsg(handle))
    throw BenchmarkError(what: "SQLite answered \(code): \(message)")
  }
}
