internal import CSQLite

/// The `numbering` table, of one row, from which messages get numbers: every statement that touches it
/// is in this file.
///
/// A number is given once in the life of a database, and a later transaction gives higher ones. Numbers of
/// what was undone may be left out.
struct NumberingTable {
  let connection: Connection
  let block: NumberBlock

  /// A number that no message has had.
  func take() throws(SQLiteError) -> Int64 {
    if block.next == nil { block.begin(at: try read()) }
    guard let number = block.next, number < Placement.groupSize else {
      throw SQLiteError(
        code: SQLITE_FULL, message: "the database has given all the numbers that it has")
    }
    block.advance(to: number + 1)
    return number
  }

  /// Writes how far it has come, if it has; call it before the commit.
  func save() throws(SQLiteError) {
    guard let number = block.due else { return }
    try connection.run(Self.update, number)
    block.extend(to: number)
  }

  private func read() throws(SQLiteError) -> Int64 {
    let number = try connection.first(Self.find) { (row) throws(SQLiteError) in
      try row.integer(0)
    }
    guard let number else { throw .malformed(column: 0, "numbering") }
    return number
  }

  static let find: SQL = "SELECT next FROM numbering WHERE id = 1"

  static let update: SQL = "UPDATE numbering SET next = ?1 WHERE id = 1"
}
