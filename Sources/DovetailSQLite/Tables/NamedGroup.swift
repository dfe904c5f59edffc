/// A group or a tenant, by its row and its name.
struct NamedGroup: Equatable {
  var row: Int64
  /// Empty for the messages of a fair queue that have no group.
  var name: String

  init(_ row: borrowing Row) throws(SQLiteError) {
    self.row = try row.integer(0)
    name = try row.text(1)
  }
}
