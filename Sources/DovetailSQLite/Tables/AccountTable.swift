internal import DovetailTransport

/// The `account` table: every statement that touches it is in this file.
struct AccountTable {
  let connection: Connection

  /// The row of an account in a region; nil when there is none yet.
  func find(_ id: String, in region: String) throws(SQLiteError) -> Int64? {
    try connection.first(Self.find, id, region) { (row) throws(SQLiteError) in
      try row.integer(0)
    }
  }

  /// Reads along the constraint account_region.
  static let find: SQL = "SELECT id FROM account WHERE account = ?1 AND region = ?2"

  /// Makes the row; returns it.
  func insert(_ id: String, in region: String) throws(SQLiteError) -> Int64 {
    try connection.run(Self.insert, id, region)
    return connection.lastInsertedRow
  }

  private static let insert: SQL = "INSERT INTO account (account, region) VALUES (?1, ?2)"

  /// All accounts and regions, in the order in which they came.
  func all() throws(SQLiteError) -> [(id: String, region: String)] {
    try connection.rows(Self.all) { (row) throws(SQLiteError) in
      (try row.text(0), try row.text(1))
    }
  }

  private static let all: SQL = "SELECT account, region FROM account ORDER BY id"
}
