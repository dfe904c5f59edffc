import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("Many stores in memory", .timeLimit(.minutes(5)))
struct ManyStoresTests {
  @Test func `each has its own messages, though all are copies of one template`() async throws {
    let queue = try QueueName("jobs")

    let bodies = try await withThrowingTaskGroup(of: [String].self) { group in
      for number in 0..<100 {
        group.addTask {
          let double = try await SQLiteDouble.inMemory(with: queue)
          _ = try await double.queues.send(OutgoingMessage("\(number)"), to: queue)
          return try await double.drain(queue).map(\.body)
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }

    #expect(Set(bodies) == Set((0..<100).map { ["\($0)"] }))
  }

  @Test func `a copy of the template has the schema of a new file`() throws {
    let (made, copied) = (try Connection(path: ":memory:"), try Connection(path: ":memory:"))
    try Schema.migrator.migrate(made)
    try Schema.template.copy(into: copied)

    let schemas = try [made, copied].map { connection in
      try connection.rows("SELECT sql FROM sqlite_schema ORDER BY name") {
        (row) throws(SQLiteError) in try row.optionalText(0)
      }
    }
    let versions = try [made, copied].map { connection in
      try connection.rows("PRAGMA user_version") { (row) throws(SQLiteError) in
        try row.integer(0)
      }
    }

    #expect(schemas[0] == schemas[1])
    #expect(schemas[0].count > 40)
    let version = Int64(Schema.migrator.migrations.count)
    #expect(versions == [[version], [version]])
  }
}
