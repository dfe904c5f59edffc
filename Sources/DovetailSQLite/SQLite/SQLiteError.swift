internal import CSQLite

/// What SQLite answered when it could not do something.
struct SQLiteError: Error, Hashable, CustomStringConvertible {
  /// The extended result code.
  ///
  /// Source: sqlite.org/rescode.html.
  var code: Int32
  /// SQLite's own words.
  var message: String
  /// The statement, without the values bound to it; nil outside one.
  var sql: String?

  /// The result code without its extension.
  var primaryCode: Int32 { code & 0xFF }

  /// Whether room was wanting, on the disk or in memory: such an error may end the transaction.
  var isOutOfSpace: Bool { primaryCode == SQLITE_FULL || primaryCode == SQLITE_NOMEM }

  /// Whether a row with that key is there already: SQLITE_CONSTRAINT_PRIMARYKEY, a macro that Swift
  /// does not see.
  ///
  /// Source: sqlite.org/rescode.html#constraint_primarykey.
  var isOfTakenKey: Bool { code == SQLITE_CONSTRAINT | 6 << 8 }

  var description: String {
    let place = sql.map { " in \"\($0)\"" } ?? ""
    return "SQLite error \(code), \(message)\(place)"
  }

  /// A value in the file is not of the type that the schema promises.
  static func malformed(column: Int32, _ sql: String?) -> SQLiteError {
    SQLiteError(
      code: SQLITE_CORRUPT, message: "column \(column) does not hold what it should", sql: sql)
  }
}
