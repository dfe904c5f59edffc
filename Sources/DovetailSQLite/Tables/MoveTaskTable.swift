internal import DovetailTransport

/// A move task, as it is kept.
struct MoveTaskRecord: Equatable {
  var id: Int64
  var taskID: UniqueID
  /// The incarnation of the dead-letter queue.
  var source: Int64
  var sourceName: String
  /// Whose queues they are: the row of an account in a region.
  var account: Int64
  /// The name of a queue; nil: each message's own source.
  var destination: String?
  /// Messages a second; nil: without limit.
  var rate: Int64?
  var status: MoveTask.Status
  var moved: Int64
  var toMove: Int64
  var failureReason: String?
  var startedAt: Timestamp
  /// The lane that moves messages, and until when no other does.
  var owner: Int64
  var leaseEndsAt: Timestamp

  /// How many messages may have been moved by `now`, as far as the rate goes; nil: any number.
  func due(at now: Timestamp) -> Int64? {
    guard let rate else { return nil }
    let elapsed = max(0, startedAt.duration(to: now).wholeMilliseconds)
    let (product, overflowed) = elapsed.multipliedReportingOverflow(by: rate)
    return overflowed ? .max : product / 1000
  }

  /// When the next message may be moved.
  func nextInstant(after now: Timestamp) -> Timestamp {
    guard let rate else { return now }
    let milliseconds = ((moved + 1) * 1000 + rate - 1) / rate
    return max(now, startedAt.advanced(by: .milliseconds(milliseconds)))
  }
}

/// The `move_task` table: every statement that touches it is in this file.
struct MoveTaskTable {
  let connection: Connection

  /// Keeps a new task, and forgets the queue's oldest ones; returns its id.
  func insert(_ task: MoveTaskRecord) throws(SQLiteError) -> Int64 {
    try connection.run(
      Self.insert, task.taskID, task.source, task.sourceName, task.destination, task.rate,
      task.status.rawValue, task.moved, task.toMove, task.failureReason, task.startedAt, task.owner,
      task.leaseEndsAt, task.account)
    let id = connection.lastInsertedRow
    try connection.run(Self.forget, task.source, SQSLimits.moveTaskPageSize.upperBound)
    return id
  }

  private static let insert: SQL = """
    INSERT INTO move_task (task_id, source_id, source_name, destination, rate, status, moved,
      to_move, failure_reason, started_at_ms, owner, lease_ends_at_ms, account_id)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
    """

  private static let forget: SQL = """
    DELETE FROM move_task WHERE id IN (
      SELECT id FROM move_task WHERE source_id = ?1 ORDER BY id DESC LIMIT -1 OFFSET ?2)
    """

  /// Keeps how far a task is, and who moves its messages.
  func update(_ task: MoveTaskRecord) throws(SQLiteError) {
    try connection.run(
      Self.update, task.id, task.status.rawValue, task.moved, task.failureReason, task.owner,
      task.leaseEndsAt)
  }

  private static let update: SQL = """
    UPDATE move_task
    SET status = ?2, moved = ?3, failure_reason = ?4, owner = ?5, lease_ends_at_ms = ?6
    WHERE id = ?1
    """

  func find(_ id: Int64) throws(SQLiteError) -> MoveTaskRecord? {
    try connection.first(Self.find, id, decode: MoveTaskRecord.init(_:))
  }

  private static let find: SQL = """
    SELECT id, task_id, source_id, source_name, destination, rate, status, moved, to_move,
      failure_reason, started_at_ms, owner, lease_ends_at_ms, account_id
    FROM move_task WHERE id = ?1
    """

  /// The tasks of a queue, newest first; reads along the index move_task_by_source.
  func all(of source: Int64, limit: Int) throws(SQLiteError) -> [MoveTaskRecord] {
    try connection.rows(Self.all, source, limit, decode: MoveTaskRecord.init(_:))
  }

  static let all: SQL = """
    SELECT id, task_id, source_id, source_name, destination, rate, status, moved, to_move,
      failure_reason, started_at_ms, owner, lease_ends_at_ms, account_id
    FROM move_task WHERE source_id = ?1 ORDER BY id DESC LIMIT ?2
    """

  /// The tasks that run; reads along the index move_task_running.
  func running() throws(SQLiteError) -> [Int64] {
    try connection.rows(Self.running) { (row) throws(SQLiteError) in try row.integer(0) }
  }

  private static let running: SQL = "SELECT id FROM move_task WHERE status = 'RUNNING'"

  /// How many tasks of an account's run; reads along the index move_task_running.
  func runningCount(of account: Int64) throws(SQLiteError) -> Int64 {
    try connection.first(Self.runningCount, account) { (row) throws(SQLiteError) in
      try row.integer(0)
    } ?? 0
  }

  static let runningCount: SQL = """
    SELECT count(*) FROM move_task WHERE status = 'RUNNING' AND account_id = ?1
    """

  /// Lets any lane go on with the tasks of `owner`.
  func release(_ owner: Int64) throws(SQLiteError) {
    try connection.run(Self.release, owner)
  }

  private static let release: SQL = """
    UPDATE move_task SET lease_ends_at_ms = 0 WHERE status = 'RUNNING' AND owner = ?1
    """

  func deleteAll(of source: Int64) throws(SQLiteError) {
    try connection.run(Self.deleteAll, source)
  }

  private static let deleteAll: SQL = "DELETE FROM move_task WHERE source_id = ?1"
}

extension MoveTaskRecord {
  fileprivate init(_ row: borrowing Row) throws(SQLiteError) {
    id = try row.integer(0)
    taskID = try row.uniqueID(1)
    source = try row.integer(2)
    sourceName = try row.text(3)
    destination = try row.optionalText(4)
    rate = try row.optionalInteger(5)
    guard let status = MoveTask.Status(rawValue: try row.text(6)) else {
      throw .malformed(column: 6, "move_task")
    }
    self.status = status
    moved = try row.integer(7)
    toMove = try row.integer(8)
    failureReason = try row.optionalText(9)
    startedAt = try row.timestamp(10)
    owner = try row.integer(11)
    leaseEndsAt = try row.timestamp(12)
    account = try row.integer(13)
  }
}
