import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("A poll and its queue's incarnation", .timeLimit(.minutes(5)))
struct PollIncarnationTests {
  private let folder: TemporaryFolder
  private let path: String
  private let jobs: QueueName
  private let clock = ManualClock()

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("dev.db")
    jobs = try QueueName("jobs")
  }

  /// What a delete and a new queue of that name come to.
  private func remakeQueue() throws {
    try RawDatabase(path).run("UPDATE queue SET id = id + 10")
  }

  @Test
  func `a queue made anew under the name does not feed the polls of the old one`() async throws {
    let double = try await SQLiteDouble.inFile(path, with: jobs, clock: clock)
    let old = double.beginPoll(jobs)
    try await double.settle()

    try remakeQueue()
    let new = double.beginPoll(jobs)
    try await double.settle()
    _ = try await double.queues.send([OutgoingMessage("a"), OutgoingMessage("b")], to: jobs)
    #expect(try await new.value == ["a"])
    clock.advance(by: .seconds(20))

    #expect(try await old.value.isEmpty)
    #expect(try await double.drain(jobs).map(\.body) == ["b"])
    await double.close()
  }

  @Test
  func `a poll whose queue is gone is answered with nothing when its time is over`() async throws {
    let double = try await SQLiteDouble.inFile(path, with: jobs, clock: clock)
    let poll = double.beginPoll(jobs)
    try await double.settle()

    try RawDatabase(path).run("DELETE FROM queue")
    clock.advance(by: .seconds(20))

    #expect(try await poll.value.isEmpty)
    await double.close()
  }

  @Test
  func `a receipt of the old queue is not valid on the new one`() async throws {
    let double = try await SQLiteDouble.inFile(path, with: jobs, clock: clock)
    _ = try await double.queues.send(OutgoingMessage("a"), to: jobs)
    let message = try #require(try await double.queues.receive(from: jobs).first)

    try remakeQueue()

    let error = await #expect(throws: TransportError.self) {
      try await double.queues.delete(message.receipt, from: jobs)
    }
    #expect(error?.code == .receiptHandleInvalid)
    await double.close()
  }
}
