import CBenchSQLite
import Foundation

/// The yardstick: the engine's SQL for messages in one loop on one thread, a transaction a call.
///
/// It prepares once, checks nothing but SQLite's answers, knows the queue's key and the next message's
/// number beforehand, and hands nothing to anyone: bodies that it receives are looked at and dropped.
///
/// `@unchecked Sendable`: its one user waits for each turn, so only one thread at a time is in it.
final class BareLoop: @unchecked Sendable {
  private let connection: BareConnection
  private let begin: OpaquePointer
  private let commit: OpaquePointer
  private let insert: OpaquePointer
  private let candidates: OpaquePointer
  private let hide: OpaquePointer
  private let find: OpaquePointer
  private let delete: OpaquePointer
  /// Tells the messages of one millisecond apart.
  private var number: Int64 = 1

  /// The key of the one queue's backlog.
  private static let backlog: Int64 = 1

  /// Makes a database with the schema of the one at `model`, and the PRAGMAs of the engine.
  init(path: String, isFile: Bool, model: String) throws {
    connection = try BareConnection(path: path)
    // By hand from DatabaseOpener.
    if isFile {
      try connection.execute(
        """
        PRAGMA auto_vacuum = INCREMENTAL;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA cache_size = -16384;
        """)
    }
    try connection.execute("PRAGMA temp_store = MEMORY")
    for definition in try Self.schema(of: model) { try connection.execute(definition) }

    begin = try connection.prepare("BEGIN IMMEDIATE")
    commit = try connection.prepare("COMMIT")
    // By hand from MessageTable, whose statements are internal: keep them the same. What is not bound
    // is NULL, as it is for the messages sent here.
    insert = try connection.prepare(
      """
      INSERT INTO message (row, backlog_id, visible_at_ms, wakes_at_ms, receive_count,
        earlier_receives, first_received_at_ms, retained_from_ms, sent_at_ms, message_id,
        dead_letter_source, tenant_id, group_name, number, deduplication_id, attributes, trace_header,
        body)
      VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
      """)
    candidates = try connection.prepare(
      """
      SELECT row, message_id, visible_at_ms, receive_count, sent_at_ms, retained_from_ms,
        first_received_at_ms, deduplication_id, earlier_receives, dead_letter_source, group_name,
        tenant_id, attributes, trace_header, body
      FROM message
      WHERE backlog_id = ?1 AND visible_at_ms <= ?2 AND row >= 0
      ORDER BY visible_at_ms, row LIMIT ?3
      """)
    hide = try connection.prepare(
      """
      UPDATE message
      SET visible_at_ms = ?3, wakes_at_ms = ?4, receive_count = receive_count + 1,
        received_at_ms = ?2, first_received_at_ms = coalesce(first_received_at_ms, ?2)
      WHERE row = ?1
      """)
    find = try connection.prepare(
      """
      SELECT backlog_id, message_id, visible_at_ms, receive_count, sent_at_ms, retained_from_ms,
        received_at_ms, wakes_at_ms, tenant_id, body IS NULL
      FROM message WHERE row = ?1
      """)
    delete = try connection.prepare("DELETE FROM message WHERE row = ?1")
  }

  func send(_ count: Int, _ batch: Int) throws {
    var body = Body.text
    var number = self.number
    defer { self.number = number }
    try body.withUTF8 { body in
      for _ in 0..<(count / batch) {
        let now = Self.now()
        try connection.run(begin)
        for _ in 0..<batch {
          try insertMessage(body, at: now, number)
          number += 1
        }
        try connection.run(commit)
      }
    }
  }

  private func insertMessage(
    _ body: UnsafeBufferPointer<UInt8>, at now: Int64, _ number: Int64
  ) throws {
    sqlite3_bind_int64(insert, 1, now << 21 | number & 0x1F_FFFF)
    sqlite3_bind_int64(insert, 2, Self.backlog)
    sqlite3_bind_int64(insert, 3, now)
    sqlite3_bind_int64(insert, 5, 0)
    sqlite3_bind_int64(insert, 7, now)
    sqlite3_bind_int64(insert, 8, now)
    var id: (UInt64, UInt64) = (0, 0)
    sqlite3_randomness(16, &id)
    try withUnsafeBytes(of: &id) { id in
      _ = sqlite3_bind_blob(insert, 9, id.baseAddress, 16, dovetail_bench_static())
      body.withMemoryRebound(to: CChar.self) { body in
        _ = sqlite3_bind_text(
          insert, 17, body.baseAddress, Int32(body.count), dovetail_bench_static())
      }
      try connection.run(insert)
    }
  }

  /// Takes out `count` messages, which must be there.
  func receiveAndDelete(_ count: Int, _ batch: Int) throws {
    for _ in 0..<(count / batch) {
      let rows = try receive(batch)
      guard rows.count == batch else {
        throw BenchmarkError(what: "received \(rows.count) of \(batch) messages")
      }
      try connection.run(begin)
      for row in rows { try deleteMessage(row) }
      try connection.run(commit)
    }
  }

  private func receive(_ batch: Int) throws -> [Int64] {
    let now = Self.now()
    var rows: [Int64] = []
    rows.reserveCapacity(batch)
    try connection.run(begin)
    sqlite3_bind_int64(candidates, 1, Self.backlog)
    sqlite3_bind_int64(candidates, 2, now)
    sqlite3_bind_int64(candidates, 3, Int64(batch))
    while try connection.next(candidates) {
      rows.append(sqlite3_column_int64(candidates, 0))
      guard sqlite3_column_blob(candidates, 1) != nil, sqlite3_column_text(candidates, 14) != nil,
        sqlite3_column_bytes(candidates, 14) == Int32(Body.text.utf8.count)
      else { throw BenchmarkError(what: "a message came back changed") }
    }
    for row in rows {
      sqlite3_bind_int64(hide, 1, row)
      sqlite3_bind_int64(hide, 2, now)
      sqlite3_bind_int64(hide, 3, now + 30_000)
      try connection.run(hide)
    }
    try connection.run(commit)
    return rows
  }

  private func deleteMessage(_ row: Int64) throws {
    sqlite3_bind_int64(find, 1, row)
    guard try connection.next(find) else { throw BenchmarkError(what: "a message is gone") }
    sqlite3_reset(find)
    sqlite3_bind_int64(delete, 1, row)
    try connection.run(delete)
  }

  /// What made the tables and indexes of a database, in order.
  private static func schema(of path: String) throws -> [String] {
    let model = try BareConnection(path: path)
    let query = try model.prepare(
      """
      SELECT sql FROM sqlite_schema
      WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid
      """)
    var definitions: [String] = []
    while try model.next(query) {
      if let text = sqlite3_column_text(query, 0) { definitions.append(String(cString: text)) }
    }
    return definitions
  }

  private static func now() -> Int64 {
    Int64(Date().timeIntervalSince1970 * 1000)
  }
}
