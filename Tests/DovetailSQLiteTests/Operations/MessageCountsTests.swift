import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("Counts of large queues")
struct MessageCountsTests {
  private let jobs: QueueName
  private let clock = ManualClock()

  init() throws {
    jobs = try QueueName("jobs")
  }

  /// Puts messages into the queue: so many of which the visibility, the retention and the receives are
  /// those.
  private func fill(
    _ double: SQLiteDouble, _ count: Int64, visibleIn: Duration, retainedFor: Duration = .zero,
    receives: Int64 = 0
  ) async throws {
    try await double.lane.perform("fill") { [jobs] transaction in
      let queue = try transaction.queue(jobs)
      let now = transaction.now
      try transaction.connection.run(
        """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
        INSERT INTO message (backlog_id, visible_at_ms, retained_from_ms, message_id, receive_count)
        SELECT ?2, ?3, ?4, zeroblob(16), ?5 FROM n
        """, count, queue.backlog, now.advanced(by: visibleIn),
        now.advanced(by: .zero - retainedFor), receives)
      transaction.tally.add(count, to: queue.backlog)
    }
  }

  private func counts(_ double: SQLiteDouble) async throws -> MessageCounts {
    try await double.lane.perform("count", writes: false) { [jobs] transaction in
      try MessageCounts(of: try transaction.queue(jobs), in: transaction)
    }
  }

  @Test
  func `each range is told whichever is the largest`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs, clock: clock)
    for (available, inFlight) in [(30_000, 5000), (5000, 30_000), (2000, 1000)] as [(Int64, Int64)]
    {
      try await double.administration.purgeQueue(jobs)
      try await fill(double, available, visibleIn: .zero)
      try await fill(double, inFlight, visibleIn: .seconds(30), receives: 1)
      try await fill(
        double, 6000, visibleIn: .seconds(-345_600), retainedFor: .seconds(345_700))

      let counts = try await counts(double)

      #expect(counts.available == available)
      #expect(counts.inFlight == inFlight)
      #expect(counts.delayed == 0)
    }
  }

  @Test
  func `sends, receives, deletions and undone calls keep the total`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs, clock: clock)
    try await fill(double, 2000, visibleIn: .seconds(900))
    for _ in 1...3 {
      _ = try await double.queues.send((1...10).map { OutgoingMessage("\($0)") }, to: jobs)
    }
    let taken = try await double.queues.receive(from: jobs, ReceiveOptions(maxMessages: 10))
    _ = try await double.queues.delete(taken.prefix(4).map(\.receipt), from: jobs)
    await #expect(throws: CancellationError.self) {
      try await double.lane.perform("fail") { [jobs] transaction in
        transaction.tally.add(5, to: try transaction.queue(jobs).id)
        throw CancellationError()
      }
    }

    #expect(
      try await counts(double) == MessageCounts(available: 20, inFlight: 6, delayed: 2000))
  }

  @Test
  func `a count costs the same however many messages are available`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs, clock: clock)
    try await fill(double, 17_000, visibleIn: .seconds(30), receives: 1)
    var steps: [Int] = []
    for more in [20_000, 180_000] as [Int64] {
      try await fill(double, more, visibleIn: .zero)
      steps.append(
        try await double.lane.perform("count", writes: false) { [jobs] transaction in
          let before = transaction.connection.machineSteps
          _ = try MessageCounts(of: try transaction.queue(jobs), in: transaction)
          return transaction.connection.machineSteps - before
        })
    }

    #expect(Double(steps[1]) < 1.1 * Double(steps[0]), "\(steps)")
  }
}
