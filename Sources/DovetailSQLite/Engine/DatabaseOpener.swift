internal import CSQLite

/// Opens connections to one database, and brings it to the schema that the code expects.
struct DatabaseOpener: Sendable {
  var location: SQLiteDouble.Location
  var configuration: SQLiteConfiguration

  /// Whether the database outlives its connection.
  var isPersistent: Bool { location != .memory }

  /// Throws ``SQLiteError``, or ``SchemaError`` for a file that is not ours.
  func open() throws -> Connection {
    if canReuse, let used = Schema.used.take() { return used }
    let connection = try Connection(path: path)
    connection.setBusyTimeout(milliseconds: Int32(clamping: configuration.busyMilliseconds))
    guard !connection.isReadOnly else {
      throw SQLiteError(code: SQLITE_READONLY, message: "it may only be read")
    }
    try connection.setDefensive()
    switch location {
    case .memory:
      try Schema.template.copy(into: connection)
    case .file:
      try refuseForeign(connection)
      // Several may open a fresh file at once, and each then switches it to the log.
      try connection.execute(script: filePragmas, patience: configuration.busyTimeout)
    }
    try connection.execute(script: "PRAGMA temp_store = MEMORY")
    if let size = configuration.maximumSize {
      let pages = max(1, Int64(size) / (try connection.pageSize))
      try connection.execute(script: "PRAGMA max_page_count = \(pages)")
    }
    if isPersistent { try Schema.migrator.migrate(connection) }
    return connection
  }

  /// Lets go of a database that is open: one in memory is kept for the next store.
  func letGo(of connection: Connection) {
    if canReuse { Schema.used.giveBack(connection) }
  }

  /// Whether one database in memory is as good as another.
  private var canReuse: Bool { !isPersistent && configuration.maximumSize == nil }

  /// Opens a connection to a file that is open already, which cannot change it.
  func openForReading() throws(SQLiteError) -> Connection {
    let connection = try openForCopying()
    try connection.execute(script: "PRAGMA query_only = 1; PRAGMA temp_store = MEMORY")
    return connection
  }

  /// Opens a connection to a file that is open already; to copy it, SQLite must be let write.
  func openForCopying() throws(SQLiteError) -> Connection {
    let connection = try Connection(path: path)
    connection.setBusyTimeout(milliseconds: Int32(clamping: configuration.busyMilliseconds))
    try connection.setDefensive()
    return connection
  }

  var path: String {
    switch location {
    case .memory: ":memory:"
    case .file(let path): Self.plain(path)
    }
  }

  /// SQLite gives names such as ":memory:" and "" a meaning of their own; paths are only paths.
  static func plain(_ path: String) -> String { path.hasPrefix("/") ? path : "./" + path }

  /// What must be asked for before the first table: that space is given back in steps, and the size of pages.
  ///
  /// With 8 KiB a receive from a deep FIFO queue reads at most half as many pages more as from a shallow one, at a
  /// tenth more for a lone call than with 4: docs/performance.md, "Deep queues".
  private var filePragmas: String {
    """
    PRAGMA page_size = 8192;
    PRAGMA auto_vacuum = INCREMENTAL;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = \(configuration.synchronous.rawValue);
    PRAGMA cache_size = -16384;
    """
  }

  /// Looks for tables first: who sees those that another process is just making, sees its id too.
  private func refuseForeign(_ connection: Connection) throws {
    let tables = try connection.first("SELECT count(*) FROM sqlite_schema") {
      (row) throws(SQLiteError) in try row.integer(0)
    }
    guard tables != 0 else { return }
    let id = try connection.first("PRAGMA application_id") { (row) throws(SQLiteError) in
      try row.integer(0)
    }
    guard id == Schema.applicationID else { throw SchemaError.foreign }
  }
}
