import Testing

@testable import DovetailSQLite

/// Source: sqlite.org/eqp.html.
@Suite("Query plans of the hot statements")
struct QueryPlanTests {
  private let database: RawDatabase

  init() throws {
    database = try RawDatabase(":memory:")
    for migration in Schema.migrator.migrations { try database.run(migration.script) }
  }

  private static let statements: [(name: String, sql: SQL)] = [
    ("MessageTable.candidates", MessageTable.candidates),
    ("MessageTable.find", MessageTable.find),
    ("MessageTable.hide", MessageTable.hide),
    ("MessageTable.setVisible", MessageTable.setVisible),
    ("MessageTable.delete", MessageTable.delete),
    ("MessageTable.deleteBody", MessageTable.deleteBody),
    ("MessageTable.nextVisible", MessageTable.nextVisible),
    ("MessageTable.head", MessageTable.head),
    ("MessageTable.run", MessageTable.run),
    ("MessageTable.candidate", MessageTable.candidate),
    ("MessageTable.queueTies", MessageTable.queueTies),
    ("MessageTable.walkQueue", MessageTable.walkQueue),
    ("MessageTable.walkGroup", MessageTable.walkGroup),
    ("MessageTable.tenantTies", MessageTable.tenantTies),
    ("MessageTable.walkTenant", MessageTable.walkTenant),
    ("MessageTable.detail", MessageTable.detail),
    ("GroupTable.list", GroupTable.list),
    ("TenantTable.list", TenantTable.list),
    ("GroupTable.find", GroupTable.find),
    ("GroupTable.name", GroupTable.name),
    ("GroupTable.newest", GroupTable.newest),
    ("GroupTable.delete", GroupTable.delete),
    ("MessageTable.setHead", MessageTable.setHead),
    ("MessageTable.awakeHeads", MessageTable.awakeHeads),
    ("MessageTable.nextWake", MessageTable.nextWake),
    ("MessageTable.headTies", MessageTable.headTies),
    ("MessageTable.sleepingHeads", MessageTable.sleepingHeads),
    ("MessageTable.numberAfter", MessageTable.numberAfter),
    ("MessageTable.visible", MessageTable.visible),
    ("MessageTable.countsOfGroups", MessageTable.countsOfGroups),
    ("MessageTable.body", MessageTable.body),
    ("HiddenTable.count", HiddenTable.count),
    ("NumberingTable.find", NumberingTable.find),
    ("NumberingTable.update", NumberingTable.update),
    ("DeduplicationTable.deleteFirst", DeduplicationTable.deleteFirst),
    ("QueueTable.findRewaking", QueueTable.findRewaking),
    ("QueueTable.setRewaking", QueueTable.setRewaking),
    ("MessageTable.next", MessageTable.next),
    ("TenantTable.find", TenantTable.find),
    ("TenantTable.add", TenantTable.add),
    ("TenantTable.setNext", TenantTable.setNext),
    ("TenantTable.addInFlight", TenantTable.addInFlight),
    ("TenantTable.nextQuiet", TenantTable.nextQuiet),
    ("TenantTable.nextNoisy", TenantTable.nextNoisy),
    ("TenantTable.delete", TenantTable.delete),
    ("FlightTable.setEnd", FlightTable.setEnd),
    ("FlightTable.delete", FlightTable.delete),
    ("FlightTable.ended", FlightTable.ended),
    ("BacklogTable.fairInFlight", BacklogTable.fairInFlight),
    ("BacklogTable.addFairInFlight", BacklogTable.addFairInFlight),
    ("DeduplicationTable.find", DeduplicationTable.find),
    ("AttemptTable.find", AttemptTable.find),
    ("AttemptTable.update", AttemptTable.update),
    ("BacklogTable.reserve", BacklogTable.reserve),
    ("BacklogTable.setReserved", BacklogTable.setReserved),
    ("QueueTable.find", QueueTable.find),
    ("QueueTable.backlog", QueueTable.backlog),
    ("BacklogTable.findDropped", BacklogTable.findDropped),
    ("BacklogTable.setPagesToReturn", BacklogTable.setPagesToReturn),
    ("BacklogTable.delete", BacklogTable.delete),
    ("QueueTable.names", QueueTable.names),
    ("QueueTable.sources", QueueTable.sources),
    ("BacklogTable.addMessages", BacklogTable.addMessages),
    ("MoveTaskTable.all", MoveTaskTable.all),
    ("AccountTable.find", AccountTable.find),
    ("BucketTable.find", BucketTable.find),
    ("BucketTable.list", BucketTable.list),
    ("BucketTable.delete", BucketTable.delete),
    ("ObjectTable.locate", ObjectTable.locate),
    ("ObjectTable.bytes", ObjectTable.bytes),
    ("ObjectTable.delete", ObjectTable.delete),
    ("ObjectTable.list", ObjectTable.list),
    ("ObjectTable.any", ObjectTable.any),
    ("UploadTable.find", UploadTable.find),
    ("UploadTable.next", UploadTable.next),
    ("UploadTable.any", UploadTable.any),
    ("UploadTable.noteDelete", UploadTable.noteDelete),
    ("UploadTable.delete", UploadTable.delete),
    ("PartTable.list", PartTable.list),
    ("PartTable.find", PartTable.find),
    ("PartTable.move", PartTable.move),
    ("PartTable.offsets", PartTable.offsets),
    ("PartTable.ofObject", PartTable.ofObject),
    ("PartTable.ofUpload", PartTable.ofUpload),
    ("PartTable.delete", PartTable.delete),
    ("SliceTable.delete", SliceTable.delete),
    ("ChunkTable.read", ChunkTable.read),
    ("LooseContentTable.touch", LooseContentTable.touch),
    ("LooseContentTable.contains", LooseContentTable.contains),
    ("LooseContentTable.delete", LooseContentTable.delete),
    ("LooseContentTable.stale", LooseContentTable.stale),
  ]

  @Test(arguments: statements.map(\.name))
  func `it searches, and neither scans nor sorts`(name: String) throws {
    let sql = try #require(Self.statements.first { $0.name == name }?.sql)

    let plan = try database.plan(of: sql)

    #expect(!plan.isEmpty)
    #expect(plan.allSatisfy { $0.hasPrefix("SEARCH ") }, "\(plan)")
  }

  @Test
  func `the next visible message is found without touching its row`() throws {
    #expect(
      try database.plan(of: MessageTable.nextVisible) == [
        "SEARCH message USING COVERING INDEX message_by_visibility (backlog_id=? AND visible_at_ms>?)"
      ])
  }

  @Test
  func `a receive walks the index of visibility`() throws {
    #expect(
      try database.plan(of: MessageTable.candidates) == [
        "SEARCH message USING INDEX message_by_visibility (backlog_id=? AND visible_at_ms<?)"
      ])
  }

  @Test
  func `groups that are awake are found without touching their messages`() throws {
    for statement in [MessageTable.awakeHeads, MessageTable.nextWake] {
      let plan = try database.plan(of: statement)
      #expect(plan.count == 1)
      #expect(plan[0].hasPrefix("SEARCH message USING COVERING INDEX message_by_wake "))
    }
  }

  @Test
  func `the messages of a group are a range of rows`() throws {
    for statement in [MessageTable.run, MessageTable.head, MessageTable.walkGroup] {
      #expect(
        try database.plan(of: statement) == [
          "SEARCH message USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"
        ])
    }
  }

  @Test
  func `heads of one instant are found along the index of wakes`() throws {
    #expect(
      try database.plan(of: MessageTable.headTies) == [
        "SEARCH message USING INDEX message_by_wake (backlog_id=? AND wakes_at_ms=? AND <expr>>?)"
      ])
  }

  @Test
  func `the oldest send is looked for along the index of visibility, then by rows`() throws {
    #expect(
      try database.plan(of: MessageTable.oldestSend) == [
        "CO-ROUTINE (subquery-1)",
        "SEARCH message USING INDEX message_by_visibility "
          + "(backlog_id=? AND visible_at_ms>? AND visible_at_ms<?)",
        "SEARCH (subquery-1)",
      ])
  }

  @Test
  func `the bytes of a range are found from the part that has its beginning`() throws {
    #expect(
      try database.plan(of: SliceTable.covering) == [
        "SEARCH p USING COVERING INDEX part_of_object (object_id=? AND start>? AND start<?)",
        "SCALAR SUBQUERY 1",
        "SEARCH before USING COVERING INDEX part_of_object (object_id=? AND start<?)",
        "SEARCH s USING PRIMARY KEY (part_id=?)",
      ])
  }

  @Test(arguments: [
    MessageTable.deleteSome, MessageTable.deleteSomeOfGroup, TenantTable.deleteSome,
    FlightTable.deleteSome, DeduplicationTable.deleteSome, AttemptTable.deleteSome,
    HiddenTable.deleteSome, HiddenTable.deleteLapsed, ChunkTable.deleteSome,
  ])
  func `rows that are cleared away little by little are found along an index`(sql: SQL) throws {
    let plan = try database.plan(of: sql)

    #expect(plan.count == 3)
    #expect(plan.allSatisfy { $0.hasPrefix("SEARCH ") || $0 == "LIST SUBQUERY 1" }, "\(plan)")
  }

  @Test
  func `the dropped backlogs are an index of their own`() throws {
    #expect(
      try database.plan(of: BacklogTable.dropped) == [
        "SCAN backlog USING INDEX backlog_dropped"
      ])
  }

  @Test(arguments: ["QueueTable.names", "ObjectTable.list"])
  func `a list begins at the later of prefix and token`(name: String) throws {
    let sql = try #require(Self.statements.first { $0.name == name }?.sql)
    try database.run(
      """
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
      INSERT INTO queue (id, account_id, name, created_at_ms, modified_at_ms, delay_ms, visibility_timeout_ms,
        retention_ms, wait_time_ms, maximum_message_bytes, backlog_id)
        SELECT i, 1, printf('a%04d', i), 0, 0, 0, 0, 0, 0, 0, i FROM n;
      INSERT INTO object SELECT id, 1, name, 0, '', 0, '', '', NULL, NULL, x'', NULL FROM queue;
      """)
    let owner = ["1"]  // The account of a queue, or the bucket of an object.

    let fromToken = try database.steps(of: sql, owner + ["a1990", "", "5"])
    let fromPrefix = try database.steps(of: sql, owner + ["", "a1990", "5"])

    #expect(fromToken < 300)
    #expect(fromPrefix < 300)
  }
}
