import DovetailTransport
import Foundation
import Synchronization
import Testing

@testable import DovetailSQLite

@Suite("What is left of purged and deleted queues", .timeLimit(.minutes(5)))
struct DroppedBacklogTests {
  private let folder: TemporaryFolder
  private let path: String
  private let jobs: QueueName

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("dev.db")
    jobs = try QueueName("jobs")
  }

  private func fileBytes() throws -> Int {
    try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
  }

  @Test func `a purge of many is over for all who look, before their rows are gone`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs)
    try await double.fill(jobs, 2000)

    let calls: [@Sendable (SQLiteDouble) async throws -> Int] = [
      { [jobs] double in
        try await double.administration.purgeQueue(jobs)
        return 0
      },
      { double in try await double.rows() },
      { [jobs] double in
        try await double.administration.attributes(of: jobs).approximateMessages ?? -1
      },
      { [jobs] double in try await double.queues.receive(from: jobs).count },
    ]
    let results = try await double.inOneGroup(calls).map { try $0.get() }
    let (left, count, received) = (results[1], results[2], results[3])

    #expect((1000..<2000).contains(left))
    #expect(count == 0)
    #expect(received == 0)
    try await double.waitUntilReclaimed()
    #expect(try await double.rows() == 0)
    await double.close()
  }

  @Test func `a purge in the turn of what it takes leaves no counts of it`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs)
    let delayed = OutgoingMessage("a", delay: .seconds(900))

    let calls: [@Sendable (SQLiteDouble) async throws -> Void] = [
      { [jobs] double in _ = try await double.queues.send(delayed, to: jobs) },
      { [jobs] double in try await double.administration.purgeQueue(jobs) },
    ]
    let results = await double.inOneGroup(calls)

    #expect(results.allSucceeded())
    #expect(try await double.count("SELECT count(*) FROM hidden") == 0)
    await double.close()
  }

  @Test func `other operations come between the steps`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs)
    try await double.fill(jobs, 3000)
    let turns = TurnLog()

    let held = await double.holdUp()
    let purge = Task.immediate { try await double.administration.purgeQueue(jobs) }
    turns.begin(on: double)
    held.release()
    try await purge.value

    #expect(await turns.whole() == [500, 500, 500, 500, 500])
    await double.close()
  }

  @Test func `what is sent after a purge stays`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs)
    try await double.fill(jobs, 1200)
    try await double.administration.purgeQueue(jobs)
    _ = try await double.queues.send(OutgoingMessage("new"), to: jobs)

    try await double.waitUntilReclaimed()

    #expect(try await double.drain(jobs).map(\.body) == ["new"])
    #expect(try await double.rows() == 1)
    await double.close()
  }

  @Test(arguments: ["jobs", "jobs.fifo"])
  func `nothing of a deleted queue is left in any table`(_ name: String) async throws {
    let queue = try QueueName(name)
    let double = try await SQLiteDouble.open(.memory, clock: ManualClock())
    if queue.isFIFO {
      try await double.createFIFOQueue(queue)
    } else {
      try await double.administration.createQueue(queue)
    }
    for group in 0..<60 { try await double.fill(queue, group: "g\(group)", 20) }
    let options = ReceiveOptions(maxMessages: 10, attemptID: queue.isFIFO ? "attempt" : nil)
    _ = try await double.queues.receive(from: queue, options)

    try await double.administration.deleteQueue(queue)
    try await double.waitUntilReclaimed()

    let tables: [SQL] = [
      "SELECT count(*) FROM message", "SELECT count(*) FROM message_body",
      "SELECT count(*) FROM message_group", "SELECT count(*) FROM tenant",
      "SELECT count(*) FROM flight", "SELECT count(*) FROM deduplication",
      "SELECT count(*) FROM receive_attempt", "SELECT count(*) FROM hidden",
      "SELECT count(*) FROM backlog",
    ]
    for table in tables { #expect(try await double.count(table) == 0, "\(table.text)") }
    await double.close()
  }

  @Test func `what a process left over is reclaimed by the next, and the file shrinks`()
    async throws
  {
    let first = try await SQLiteDouble.inFile(path, with: jobs)
    try await first.fill(jobs, 3000, body: String(repeating: "x", count: 2000))
    let held = await first.holdUp()
    let purge = Task.immediate { try await first.administration.purgeQueue(jobs) }
    let close = Task.immediate { await first.lane.close() }
    held.release()
    try await purge.value
    await close.value
    let full = try fileBytes()

    #expect(try RawDatabase(path).rows("SELECT count(*) FROM message") == [["2500"]])
    let second = try await SQLiteDouble.open(.file(path), clock: ManualClock())
    #expect(try await second.queues.receive(from: jobs).isEmpty)
    try await second.waitUntilReclaimed()
    #expect(try await second.rows() == 0)
    await second.close()

    #expect(full > 6_000_000)
    #expect(try fileBytes() < 700_000)
  }

  @Test func `large messages are reclaimed few at a time`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs)
    try await double.fill(jobs, 100, body: String(repeating: "x", count: 1_000_000))

    let calls: [@Sendable (SQLiteDouble) async throws -> Int] = [
      { [jobs] double in
        try await double.administration.purgeQueue(jobs)
        return 0
      },
      { double in try await double.rows() },
    ]
    let results = try await double.inOneGroup(calls).map { try $0.get() }

    #expect((50...80).contains(results[1]))
    try await double.waitUntilReclaimed()
    await double.close()
  }

  @Test func `a long poll goes on over a purge, and gets what is sent then`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs)
    try await double.fill(jobs, 600)
    _ = try await double.drain(jobs)
    let poll = double.beginPoll(jobs)
    try await double.settle()

    try await double.administration.purgeQueue(jobs)
    _ = try await double.queues.send(OutgoingMessage("new"), to: jobs)

    #expect(try await poll.value == ["new"])
    await double.close()
  }
}

/// How many rows of messages went in each turn of a lane.
final class TurnLog: Sendable {
  private let rows = Mutex<[Int]>([])

  /// Looks in the next turn, and from then on in each until no row is left.
  func begin(on double: SQLiteDouble) {
    Task.immediate {  // Ends with its look.
      try await double.queues.lane.perform("look", writes: false) { transaction in
        let count = try transaction.connection.first("SELECT count(*) FROM message") {
          (row) throws(SQLiteError) in Int(try row.integer(0))
        }
        self.rows.withLock { $0.append(count ?? 0) }
        if count != 0 { self.begin(on: double) }
      }
    }
  }

  /// How many went from each look to the next, when none is left.
  func whole() async -> [Int] {
    while rows.withLock({ $0.last != 0 }) { await Task.yield() }
    return rows.withLock { rows in zip(rows, rows.dropFirst()).map { $0 - $1 } }
  }
}

extension SQLiteDouble {
  /// Puts so many messages into a queue, in one transaction.
  func fill(
    _ queue: QueueName, _ count: Int, body: String = "x", group: String? = nil
  ) async throws {
    try await queues.lane.perform("fill \(queue)") { transaction in
      let queue = try transaction.queue(queue)
      for number in 0..<count {
        try transaction.insert(
          .plain(number, body, at: transaction.now), into: queue, group: group)
      }
    }
  }

  /// How many rows of messages there are, whoever sees them.
  func rows() async throws -> Int { try await count("SELECT count(*) FROM message") }

  func droppedBacklogs() async throws -> Int {
    try await count("SELECT count(*) FROM backlog WHERE is_dropped = 1")
  }

  /// Returns when nothing is left of dropped backlogs.
  func waitUntilReclaimed() async throws {
    while try await droppedBacklogs() > 0 {}
  }

  func count(_ sql: SQL) async throws -> Int {
    try await queues.lane.perform("count", writes: false) { transaction in
      let count = try transaction.connection.first(sql) { (row) throws(SQLiteError) in
        Int(try row.integer(0))
      }
      return count ?? -1
    }
  }
}
