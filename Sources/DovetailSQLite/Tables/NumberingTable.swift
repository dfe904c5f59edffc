internal import CSQLite

/// The `numbering` table, of one row, from which messages get numbers: every statement that touches it
/// is in this file.
///
/// A number is given once in the life of a database. Each transaction has a table of its own, which
/// remembers how far it has come and writes that before the commit; numbers of what was undone may be
/// left out.
final class NumberingTable {
  let connection: Connection
  private var next: Int64?
  private var saved: Int64?

  init(connection: Connection) {
    self.connection = connection
  }

  /// A number that no message has had.
  func take() throws(SQLiteError) -> Int64 {
    let number = if let next { next } else { try read() }
    guard number < Placement.groupSize else {
      throw SQLiteError(
        code: SQLITE_FULL, message: "the database has given all the numbers that it has")
    }
    next = number + 1
    return number
  }

  /// Writes how far it has come, if it has.
  func save() throws(SQLiteError) {
    guard let next, next != saved else { return }
    try connection.run(Self.update, next)
    saved = next
  }

  private func read() throws(SQLiteError) -> Int64 {
    let number = try connection.first(Self.find) { (row) throws(SQLiteError) in
      try row.integer(0)
    }
    guard let number else { throw .malformed(column: 0, "numbering") }
    saved = number
    return number
  }

  static let find: SQL = "SELECT next FROM numbering WHERE id = 1"

  static let update: SQL = "UPDATE numbering SET next = ?1 WHERE id = 1"
}
