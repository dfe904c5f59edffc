import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("What a peek costs", .timeLimit(.minutes(5)))
struct PeekCostTests {
  private let queue: QueueName

  init() throws {
    queue = try QueueName("jobs")
  }

  /// A double with so many messages, all of one instant, as a test on a manual clock sends them.
  private func double(with count: Int) async throws -> SQLiteDouble {
    let double = try await SQLiteDouble.inMemory(with: queue)
    try await double.queues.lane.perform("fill the queue") { transaction in
      let queue = try transaction.queue(queue)
      for number in 0..<count {
        try transaction.insert(
          .plain(number, "\(number)", at: transaction.now), into: queue, group: nil)
      }
    }
    return double
  }

  /// The steps of a page from a token on, which is that of a page in the middle.
  private func stepsOfMiddlePage(_ count: Int) async throws -> Int {
    let double = try await double(with: count)
    let now = ManualClock().now
    let row = Placement.row(visibleAt: now, number: Int64(count / 2))
    let token = PageToken("Peek \(queue)  ").text(
      after: PeekPlace(MessageTable.Place(visibleAt: now, row: row)).text)
    return try await double.machineSteps {
      let page = try await double.queues.peek(
        at: queue, PeekOptions(maxMessages: 10, nextToken: token))
      #expect(page.messages.map(\.body) == (0..<10).map { "\(count / 2 + $0)" })
    }
  }

  @Test func `a page in the middle costs the same however many messages there are`() async throws {
    let few = try await stepsOfMiddlePage(100)
    let many = try await stepsOfMiddlePage(20_000)

    #expect(Double(many) <= Double(few) * 1.1, "\(few) steps, then \(many)")
  }

  @Test func `a body of a megabyte is not read to show its beginning`() async throws {
    let double = try await SQLiteDouble.inMemory(with: queue)
    let body = String(repeating: "x", count: 1_000_000)
    _ = try await double.queues.send(OutgoingMessage(body), to: queue)

    let bytes = try await double.queues.lane.perform("look", writes: false) { transaction in
      let row = try transaction.messages.visible(
        upTo: transaction.now, in: try transaction.queue(queue).backlog, limit: 1)
      return try transaction.messages.bodyPrefix(5, of: row[0], isApart: true)
    }

    #expect(bytes.bytes == Array("xxxxx".utf8))
    #expect(bytes.size == 1_000_000)
  }
}
