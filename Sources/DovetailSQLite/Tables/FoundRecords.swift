/// Records that were found by their names and owners, until one of them may have changed.
final class FoundRecords<Owner: Hashable, Record> {
  private struct Key: Hashable {
    var owner: Owner
    var name: String
  }

  private var records: [Key: Record] = [:]
  /// The one that was asked for last: most operations of a transaction ask for the same.
  private var last: (key: Key, record: Record)?

  /// Bounds what is remembered; past it all are looked for anew.
  private static var most: Int { 1000 }

  /// The record of that name; when none is remembered, the one that `find` finds.
  func record(
    _ name: String, of owner: Owner, find: () throws(SQLiteError) -> Record?
  ) throws(SQLiteError) -> Record? {
    let key = Key(owner: owner, name: name)
    if let last, last.key == key { return last.record }
    if let record = records[key] {
      last = (key, record)
      return record
    }
    guard let record = try find() else { return nil }
    if records.count >= Self.most { records.removeAll() }
    records[key] = record
    last = (key, record)
    return record
  }

  /// Forgets them: one has changed, or a change that was seen has been undone.
  func forget() {
    records.removeAll()
    last = nil
  }
}
