import CSQLite
import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("Databases in memory that are used again")
struct UsedDatabasesTests {
  private let used = UsedDatabases(most: 2, mostPages: 128)

  private func make() throws -> Connection {
    let connection = try Connection(path: ":memory:")
    try Schema.template.copy(into: connection)
    return connection
  }

  /// Every row of every table, SQLite's own included.
  private func contents(of connection: Connection) throws -> [String] {
    let tables = try connection.rows(
      """
      SELECT format('SELECT ''%s '' || %s FROM %s', t.name,
        group_concat(format('quote(%s)', c.name), ' || '','' || '), t.name)
      FROM sqlite_schema AS t, pragma_table_info(t.name) AS c
      WHERE t.type = 'table' GROUP BY t.name
      """
    ) { (row) throws(SQLiteError) in try row.text(0) }
    try connection.execute(script: "CREATE TEMP TABLE line (text TEXT)")
    for table in tables { try connection.execute(script: "INSERT INTO line \(table)") }
    let lines = try connection.rows("SELECT text FROM temp.line ORDER BY text") {
      (row) throws(SQLiteError) in try row.text(0)
    }
    try connection.execute(script: "DROP TABLE temp.line")
    return lines
  }

  /// Puts a row into every table.
  private func fill(_ connection: Connection) throws {
    let statements = try connection.rows(
      """
      SELECT format('INSERT OR REPLACE INTO %s (%s) VALUES (%s)', t.name,
        group_concat(c.name), group_concat(
          CASE WHEN c.name = 'id' THEN '1' WHEN c.type = 'INTEGER' THEN '7' WHEN c.type = 'TEXT' THEN '''x'''
          ELSE 'x''00''' END))
      FROM sqlite_schema AS t, pragma_table_info(t.name) AS c
      WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND c.name <> 'object_id'
      GROUP BY t.name
      """
    ) { (row) throws(SQLiteError) in try row.text(0) }
    for statement in statements { try connection.execute(script: statement) }
    #expect(statements.count == 25)
  }

  @Test func `one is as new, whatever was in it`() throws {
    let connection = try make()
    let new = try contents(of: connection)
    try fill(connection)
    #expect(try contents(of: connection).count > 25)

    used.giveBack(connection)
    let again = try #require(used.take())

    #expect(again === connection)
    #expect(try contents(of: again) == new)
  }

  @Test func `one is given out once`() throws {
    used.giveBack(try make())

    #expect(used.take() != nil)
    #expect(used.take() == nil)
  }

  @Test func `no more are kept than is said`() throws {
    for _ in 0..<3 { used.giveBack(try make()) }

    #expect([used.take(), used.take(), used.take()].compactMap(\.self).count == 2)
  }

  @Test func `one that has grown is let go`() throws {
    let connection = try make()
    try connection.execute(
      script: "INSERT INTO message_body (row, body) VALUES (1, hex(zeroblob(300000)))")

    used.giveBack(connection)

    #expect(used.take() == nil)
  }

  @Test func `one in the midst of a transaction is let go`() throws {
    let connection = try make()
    try connection.run("BEGIN")

    used.giveBack(connection)

    #expect(used.take() == nil)
  }

  @Test func `a store sees nothing of the one that had its database before`() async throws {
    let jobs = try QueueName("jobs.fifo")
    for round in 1...20 {
      let double = try await SQLiteDouble.open(.memory, clock: ManualClock())
      #expect(try await double.administration.listQueues(.init()).queues.isEmpty)
      var fifo = QueueAttributes()
      fifo[.fifoQueue] = "true"
      try await double.administration.createQueue(jobs, fifo)
      let message = OutgoingMessage("\(round)", groupID: "g", deduplicationID: "same")
      _ = try await double.queues.send(message, to: jobs)
      #expect(try await double.queues.receive(from: jobs).map(\.body) == ["\(round)"])
      await double.close()
    }
  }
}
