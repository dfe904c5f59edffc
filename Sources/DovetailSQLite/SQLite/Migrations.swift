/// A change of the schema; once it has shipped it is never edited.
struct Migration: Sendable {
  /// What it does, for people.
  var name: String
  /// The statements, run in one transaction.
  var script: String
}

/// Brings a database to the schema that the code expects.
struct Migrator {
  /// In order; the database's `user_version` counts how many it has had.
  var migrations: [Migration]

  /// Runs the migrations that the database has not had; throws for one of a newer version.
  func migrate(_ connection: Connection) throws {
    guard try version(of: connection) != migrations.count else { return }
    try connection.execute(script: "BEGIN IMMEDIATE")
    do {
      let version = try version(of: connection)
      guard version >= 0 else { throw SchemaError.foreign }
      guard version <= migrations.count else {
        throw SchemaError.newer(found: version, known: migrations.count)
      }
      for migration in migrations[version...] {
        try connection.execute(script: migration.script)
      }
      try connection.execute(script: "PRAGMA user_version = \(migrations.count)")
      try connection.execute(script: "COMMIT")
    } catch {
      if !connection.isAutocommit { try connection.execute(script: "ROLLBACK") }
      throw error
    }
  }

  private func version(of connection: Connection) throws(SQLiteError) -> Int {
    let version = try connection.first("PRAGMA user_version") { (row) throws(SQLiteError) in
      try row.integer(0)
    }
    return Int(version ?? 0)
  }
}

/// Why a file cannot be used, though it is a SQLite database.
enum SchemaError: Error, CustomStringConvertible {
  case newer(found: Int, known: Int)
  case foreign
  case otherClock(found: String, own: String)

  var description: String {
    switch self {
    case .newer(let found, let known):
      "The file has schema version \(found); this version of Dovetail knows \(known). "
        + "Use a newer Dovetail, or another file."
    case .foreign:
      "The file is a SQLite database of another program. Name another file."
    case .otherClock(let found, let own):
      "The file lives under a \(found) clock, and its times mean nothing to a \(own) clock. Open it "
        + "with a \(found) clock, or name another file."
    }
  }
}
