internal import CSQLite

/// One connection to a database, with the statements it has prepared.
///
/// Not thread-safe: its owner uses it from one thread at a time, never from the cooperative pool.
final class Connection {
  private let handle: OpaquePointer
  /// By where their literals stand; prepared at first use, since most stores use few of them.
  private var statements: [UInt: OpaquePointer] = [:]
  private let room = BindingRoom()
  /// How long it waits for another's lock.
  private(set) var busyMilliseconds: Int32 = 0

  /// Opens, and if needed makes, the database at `path`; `:memory:` is a private one in memory.
  init(path: String) throws(SQLiteError) {
    var opened: OpaquePointer?
    let flags =
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    let code = sqlite3_open_v2(path, &opened, flags, nil)
    guard code == SQLITE_OK, let opened else {
      let message = String(cString: opened.map { sqlite3_errmsg($0) } ?? sqlite3_errstr(code))
      sqlite3_close_v2(opened)
      throw SQLiteError(code: code, message: message)
    }
    handle = opened
  }

  /// Statements must be finalised first: `sqlite3_close_v2` would keep the database open for them.
  deinit {
    for statement in statements.values { sqlite3_finalize(statement) }
    sqlite3_close_v2(handle)
  }

  /// Whether no transaction is open; after an error it may have been ended by SQLite itself.
  var isAutocommit: Bool { sqlite3_get_autocommit(handle) != 0 }

  /// Whether the file can only be read; SQLite opens it so when it may not write.
  var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") == 1 }

  /// Where the write-ahead log is, whether or not there is one; empty for a database in memory.
  ///
  /// Source: sqlite.org/c3ref/filename_database.html.
  var logPath: String {
    sqlite3_db_filename(handle, "main").flatMap { sqlite3_filename_wal($0) }
      .map { String(cString: $0) } ?? ""
  }

  /// The rows inserted, changed or deleted since the connection was opened.
  var totalChanges: Int64 { sqlite3_total_changes64(handle) }

  /// A number that every commit changes, one of this connection's too; what it is in a transaction that writes,
  /// nobody changes until that ends.
  ///
  /// Source: sqlite.org/c3ref/c_fcntl_begin_atomic_write.html#sqlitefcntldataversion.
  var pageVersion: UInt32? {
    var version: UInt32 = 0
    guard sqlite3_file_control(handle, "main", SQLITE_FCNTL_DATA_VERSION, &version) == SQLITE_OK
    else { return nil }
    return version
  }

  /// The size of the database's pages, in bytes.
  var pageSize: Int64 {
    get throws(SQLiteError) {
      try first("PRAGMA page_size") { (row) throws(SQLiteError) in try row.integer(0) } ?? 4096
    }
  }

  /// How many pages of the database are not used.
  var freePages: Int64 {
    get throws(SQLiteError) {
      try first("PRAGMA freelist_count") { (row) throws(SQLiteError) in try row.integer(0) } ?? 0
    }
  }

  /// The rows that the last statement inserted, changed or deleted.
  var changes: Int64 { sqlite3_changes64(handle) }

  /// The key of the last row inserted.
  var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }

  /// How many steps SQLite's machine has taken for the statements that are kept: what work costs,
  /// whatever else the computer does.
  ///
  /// Source: sqlite.org/c3ref/c_stmtstatus_counter.html.
  var machineSteps: Int {
    statements.values.reduce(0) {
      $0 + Int(sqlite3_stmt_status($1, SQLITE_STMTSTATUS_VM_STEP, 0))
    }
  }

  /// How many pages were asked for, whether they were in the cache or not.
  var pagesAskedFor: Int { total(of: SQLITE_DBSTATUS_CACHE_HIT) + pagesRead }

  /// How many pages were asked for and not in the cache, so that they were read.
  var pagesRead: Int { total(of: SQLITE_DBSTATUS_CACHE_MISS) }

  /// What a counter of the connection stands at.
  ///
  /// Source: sqlite.org/c3ref/c_dbstatus_options.html.
  private func total(of counter: Int32) -> Int {
    var (current, highest) = (Int32(0), Int32(0))
    sqlite3_db_status(handle, counter, &current, &highest, 0)
    return Int(current)
  }

  /// Empties the cache of pages, so that the next to be asked for is read.
  ///
  /// Source: sqlite.org/c3ref/db_release_memory.html.
  func forgetPages() {
    sqlite3_db_release_memory(handle)
  }

  /// Waits about this long for another process's lock.
  ///
  /// It asks again each millisecond. The busy timeout of SQLite itself asks ever more seldom, and a
  /// process that commits without a pause leaves gaps too short to be met that way.
  func setBusyTimeout(milliseconds: Int32) {
    busyMilliseconds = milliseconds
    let limit = UnsafeMutableRawPointer(bitPattern: Int(milliseconds))
    sqlite3_busy_handler(
      handle,
      { limit, attempts in
        guard attempts < Int(bitPattern: limit) else { return 0 }
        sqlite3_sleep(1)
        return 1
      }, limit)
  }

  /// Refuses SQL that could damage the file.
  ///
  /// Source: sqlite.org/c3ref/c_dbconfig_defensive.html.
  func setDefensive() throws(SQLiteError) {
    try check(dovetail_sqlite_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1), nil)
  }

  /// Puts a copy of another database in the place of this one.
  ///
  /// Source: sqlite.org/c3ref/backup_finish.html.
  func fill(from source: Connection) throws(SQLiteError) {
    guard let backup = sqlite3_backup_init(handle, "main", source.handle, "main") else {
      return try check(sqlite3_errcode(handle), nil)
    }
    sqlite3_backup_step(backup, -1)
    try check(sqlite3_backup_finish(backup), nil)
  }

  /// Runs a script of statements that are not kept.
  func execute(script: String) throws(SQLiteError) {
    try check(sqlite3_exec(handle, script, nil, nil, nil), nil)
  }

  /// Runs a script, from its start again for up to `patience` while the file is locked.
  ///
  /// For what takes a lock step by step: of two connections that hold a read lock and want to write,
  /// SQLite gives one up at once, without a busy timeout, since they would wait for each other.
  func execute(script: String, patience: Duration) throws(SQLiteError) {
    let start = ContinuousClock.now
    while true {
      do {
        return try execute(script: script)
      } catch {
        guard error.primaryCode == SQLITE_BUSY, start.duration(to: .now) < patience else {
          throw error
        }
        sqlite3_sleep(1)
      }
    }
  }

  /// Runs a statement to its end; rows that it answers with are passed over.
  func run<each Value: Bindable>(
    _ sql: SQL, _ values: repeat each Value
  ) throws(SQLiteError) {
    let statement = try bind(sql, repeat each values)
    defer { release(statement) }
    while try step(statement, sql) {}
  }

  /// Runs a query, and returns what `decode` makes of each row.
  func rows<Element, each Value: Bindable>(
    _ sql: SQL, _ values: repeat each Value,
    decode: (borrowing Row) throws(SQLiteError) -> Element
  ) throws(SQLiteError) -> [Element] {
    let statement = try bind(sql, repeat each values)
    defer { release(statement) }
    var elements: [Element] = []
    while try step(statement, sql) {
      elements.append(try decode(Row(statement: statement, sql: sql)))
    }
    return elements
  }

  /// Runs a query up to the first row of which `decode` makes nothing, and returns what it made of
  /// those before.
  func leadingRows<Element, each Value: Bindable>(
    _ sql: SQL, _ values: repeat each Value,
    decode: (borrowing Row) throws(SQLiteError) -> Element?
  ) throws(SQLiteError) -> [Element] {
    let statement = try bind(sql, repeat each values)
    defer { release(statement) }
    var elements: [Element] = []
    while try step(statement, sql) {
      guard let element = try decode(Row(statement: statement, sql: sql)) else { break }
      elements.append(element)
    }
    return elements
  }

  /// Runs a query, and returns what `decode` makes of the first row; nil when there is none.
  func first<Element, each Value: Bindable>(
    _ sql: SQL, _ values: repeat each Value,
    decode: (borrowing Row) throws(SQLiteError) -> Element
  ) throws(SQLiteError) -> Element? {
    let statement = try bind(sql, repeat each values)
    defer { release(statement) }
    guard try step(statement, sql) else { return nil }
    return try decode(Row(statement: statement, sql: sql))
  }

  /// The first bytes of a text or blob, and how many it has; reads no further than that.
  ///
  /// A query would read all of the value. Source: sqlite.org/c3ref/blob_open.html.
  func prefix(
    _ count: Int, of column: String, in table: String, row: Int64
  ) throws(SQLiteError) -> (bytes: [UInt8], size: Int) {
    var opened: OpaquePointer?
    try check(sqlite3_blob_open(handle, "main", table, column, row, 0, &opened), nil)
    defer { sqlite3_blob_close(opened) }
    let size = sqlite3_blob_bytes(opened)
    var code = SQLITE_OK
    let bytes = [UInt8](unsafeUninitializedCapacity: min(count, Int(size))) { buffer, filled in
      filled = min(count, Int(size))
      if filled > 0 { code = sqlite3_blob_read(opened, buffer.baseAddress, Int32(filled), 0) }
    }
    try check(code, nil)
    return (bytes, Int(size))
  }

  /// The statement with its values; whoever asks for it releases it.
  private func bind<each Value: Bindable>(
    _ sql: SQL, _ values: repeat each Value
  ) throws(SQLiteError) -> OpaquePointer {
    let statement = try prepare(sql)
    room.enter()
    var index: Int32 = 0
    var code = SQLITE_OK
    for value in repeat each values {
      index += 1
      if code == SQLITE_OK { code = value.bind(to: statement, at: index, in: room) }
    }
    if code != SQLITE_OK {
      release(statement)
      try check(code, sql)
    }
    return statement
  }

  private func prepare(_ sql: SQL) throws(SQLiteError) -> OpaquePointer {
    if let statement = statements[sql.identity] { return statement }
    var prepared: OpaquePointer?
    let code = sql.text.withUTF8Buffer { text in
      text.withMemoryRebound(to: CChar.self) { text in
        sqlite3_prepare_v3(
          handle, text.baseAddress, Int32(text.count), UInt32(SQLITE_PREPARE_PERSISTENT), &prepared,
          nil
        )
      }
    }
    try check(code, sql)
    guard let prepared else {
      throw SQLiteError(code: SQLITE_MISUSE, message: "an empty statement", sql: "\(sql.text)")
    }
    statements[sql.identity] = prepared
    return prepared
  }

  /// Returns whether there is a row.
  private func step(_ statement: OpaquePointer, _ sql: SQL) throws(SQLiteError) -> Bool {
    switch sqlite3_step(statement) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code:
      try check(code, sql)
      return false
    }
  }

  /// Ends the run of a statement, and frees the copies of its values.
  private func release(_ statement: OpaquePointer) {
    sqlite3_reset(statement)
    sqlite3_clear_bindings(statement)
    room.leave()
  }

  private func check(_ code: Int32, _ sql: SQL?) throws(SQLiteError) {
    guard code != SQLITE_OK else { return }
    throw SQLiteError(
      code: code, message: String(cString: sqlite3_errmsg(handle)), sql: sql?.text.description)
  }
}
