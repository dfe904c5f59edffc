import CSQLite

@testable import DovetailSQLite

/// A connection of SQLite's own kind beside the engine: what another program does to the file.
final class RawDatabase {
  private var handle: OpaquePointer?

  init(_ path: String) throws {
    try check(sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nil))
  }

  deinit {
    sqlite3_close_v2(handle)
  }

  func run(_ sql: String) throws {
    try check(sqlite3_exec(handle, sql, nil, nil, nil))
  }

  /// The rows of a query, each column as text; NULL is empty.
  func rows(_ sql: String) throws -> [[String]] {
    var statement: OpaquePointer?
    try check(sqlite3_prepare_v2(handle, sql, -1, &statement, nil))
    defer { sqlite3_finalize(statement) }
    var rows: [[String]] = []
    while sqlite3_step(statement) == SQLITE_ROW {
      rows.append(
        (0..<sqlite3_column_count(statement)).map { column in
          sqlite3_column_text(statement, column).map { String(cString: $0) } ?? ""
        })
    }
    return rows
  }

  /// How SQLite would run a statement: the last column of EXPLAIN QUERY PLAN.
  func plan(of sql: SQL) throws -> [String] {
    try rows("EXPLAIN QUERY PLAN \(sql.text)").compactMap(\.last)
  }

  /// How many steps SQLite's machine takes to run a statement with these texts bound to it.
  func steps(of sql: SQL, _ values: [String]) throws -> Int {
    var statement: OpaquePointer?
    try check(sqlite3_prepare_v2(handle, "\(sql.text)", -1, &statement, nil))
    defer { sqlite3_finalize(statement) }
    for (index, value) in zip(Int32(1)..., values) {
      let code =
        Int64(value).map { sqlite3_bind_int64(statement, index, $0) }
        ?? sqlite3_bind_text(statement, index, value, -1, dovetail_sqlite_transient())
      try check(code)
    }
    while sqlite3_step(statement) == SQLITE_ROW {}
    return Int(sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 0))
  }

  private func check(_ code: Int32) throws {
    guard code != SQLITE_OK else { return }
    throw SQLiteError(code: code, message: String(cString: sqlite3_errmsg(handle)))
  }
}
