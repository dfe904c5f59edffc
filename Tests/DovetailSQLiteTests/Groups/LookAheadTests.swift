import DovetailTransport
import Testing

@testable import DovetailSQLite

/// The look-ahead is 20 messages here.
///
/// Rows: 3.5/fifo-backlog-window.
@Suite("How far into a FIFO queue a receive looks")
struct LookAheadTests {
  private func received(isStrict: Bool, messagesBefore count: Int) async throws -> [String] {
    var configuration = SQLiteConfiguration()
    configuration.isStrict = isStrict
    configuration.lookAheadMessages = 20
    let double = try await SQLiteDouble.open(.memory, clock: ManualClock(), configuration)
    let queue = try QueueName("jobs.fifo")
    let other = try QueueName("other.fifo")
    try await double.createFIFOQueue(queue)
    try await double.createFIFOQueue(other)
    try await double.fill(queue, group: "locked", count)
    _ = try await double.queues.receive(from: queue)
    try await double.fill(other, group: "elsewhere", 50)
    try await double.fill(queue, group: "free", 1)
    return try await double.queues.receive(from: queue).map(\.body)
  }

  @Test(arguments: [19: ["free.0"], 20: []])
  func `a strict queue looks at its first messages only`(
    count: Int, bodies: [String]
  ) async throws {
    #expect(try await received(isStrict: true, messagesBefore: count) == bodies)
  }

  @Test
  func `by default all messages count`() async throws {
    #expect(try await received(isStrict: false, messagesBefore: 100) == ["free.0"])
  }
}
