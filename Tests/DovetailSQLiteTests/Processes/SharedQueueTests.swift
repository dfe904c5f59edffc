import ChildProcesses
import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("A FIFO queue that several processes share", .timeLimit(.minutes(5)))
struct SharedQueueTests {
  private let folder: TemporaryFolder
  private let path: String
  private let storm: QueueName

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("shared.db")
    storm = try QueueName("storm.fifo")
  }

  private func open() async throws -> SQLiteDouble {
    let double = try await SQLiteDouble.open(.file(path))
    try await double.createFIFOQueue(storm)
    return double
  }

  /// Lets another process do one thing, once a poll is parked; returns what the poll received when it
  /// was woken, nil when its time was over first.
  private func pollBeside(
    _ double: SQLiteDouble, _ deed: String, _ word: String
  ) async throws -> [String]? {
    let start = ContinuousClock.now
    let poll = double.beginPoll(storm)
    try await double.settle()
    #expect(try await double.parkedPolls(on: storm) == 1)

    let child = try ChildProcess.startSibling("send-storm", [deed, path, word])
    let bodies = try await poll.value
    let elapsed = start.duration(to: .now)
    #expect(try await child.wait().ending == .exited(0))
    return elapsed < .seconds(10) ? bodies : nil
  }

  @Test
  func `a send in one process wakes a poll in another`() async throws {
    let double = try await open()

    #expect(try await pollBeside(double, "send", "hello") == ["hello"])

    await double.close()
  }

  @Test(arguments: [("delete", "second"), ("release", "first")])
  func `a receipt handle of one process works in another, and what it frees wakes a poll`(
    deed: String, expected: String
  ) async throws {
    let double = try await open()
    for body in ["first", "second"] {
      _ = try await double.queues.send(OutgoingMessage(body, groupID: "one"), to: storm)
    }
    let first = try #require(try await double.queues.receive(from: storm).first)

    #expect(try await pollBeside(double, deed, first.receipt.rawValue) == [expected])

    await double.close()
  }

  @Test
  func `no two processes hold a group at once, and each message comes once and in order`()
    async throws
  {
    let double = try await open()
    let consumers = try (0..<3).map { _ in
      try ChildProcess.startSibling("send-storm", ["consume", path])
    }
    defer { for consumer in consumers { consumer.kill() } }
    let groups = (0..<12).map { "group-\($0)" }
    let total = groups.count * 25

    for group in groups { try await double.fill(storm, group: group, 25) }
    let held = await Holding.told(by: consumers, upTo: total)

    for group in groups {
      let ofGroup = held.filter { $0.group == group }.sorted { $0.received < $1.received }
      #expect(ofGroup.map(\.number) == Array(0..<25))
      #expect(zip(ofGroup, ofGroup.dropFirst()).allSatisfy { $0.precedes($1) })
    }
    #expect(try await double.drain(storm).isEmpty)
    await double.close()
  }
}
