import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("A full database", .timeLimit(.minutes(5)))
struct FullDatabaseTests {
  private let folder: TemporaryFolder
  private let path: String
  private let jobs: QueueName

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("dev.db")
    jobs = try QueueName("jobs")
  }

  /// Room for so many pages beside those of the empty schema.
  private func limited(toPages pages: Int?, of size: Int = 8_192) -> SQLiteConfiguration {
    var configuration = SQLiteConfiguration()
    configuration.maximumSize = pages.map { (57 + $0) * size }
    return configuration
  }

  /// Bodies of 2,000 bytes, told apart by their first characters.
  private func body(_ number: Int) -> String { "\(number) " + String(repeating: "x", count: 2_000) }

  private func send(_ body: String) -> @Sendable (SQLiteDouble) async throws -> MessageID {
    { [jobs] double in try await double.queues.send(OutgoingMessage(body), to: jobs).id }
  }

  /// What is in the database once it has been closed and opened again, without a limit.
  private func reopened() async throws -> Set<MessageID> {
    let double = try await SQLiteDouble.open(.file(path), clock: ManualClock())
    let ids = Set(try await double.drain(jobs).map(\.id))
    await double.close()
    return ids
  }

  @Test
  func `each caller of a group that does not fit is told what became of its own message`()
    async throws
  {
    let double = try await SQLiteDouble.inFile(path, with: jobs, limited(toPages: 14))

    let ended = await double.inOneGroup((0..<200).map { send(body($0)) })
    await double.close()

    let accepted = ended.compactMap { try? $0.get() }
    #expect(accepted.count > 20)
    #expect(accepted.count < 200)
    #expect(ended.allSatisfy { $0.isSuccess || $0.code == .storageFull })
    #expect(try await reopened() == Set(accepted))
  }

  @Test
  func `many concurrent senders are told the truth, group after group`() async throws {
    let double = try await SQLiteDouble.inFile(path, with: jobs, limited(toPages: 59))

    let accepted = await withTaskGroup(of: [MessageID].self) { [jobs] group in
      for sender in 0..<32 {
        group.addTask {
          var ids: [MessageID] = []
          for number in 0..<20 {
            let sent = try? await double.queues.send(  // Told no, it must not be there.
              OutgoingMessage(body(sender * 100 + number)), to: jobs)
            if let sent { ids.append(sent.id) }
          }
          return ids
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    await double.close()

    #expect((50..<640).contains(accepted.count))
    #expect(try await reopened() == Set(accepted))
  }

  @Test
  func `a batch that does not fit leaves none of its messages`() async throws {
    let double = try await SQLiteDouble.inFile(path, with: jobs, limited(toPages: 9))

    let error = await #expect(throws: TransportError.self) {
      for _ in 0..<10 {
        _ = try await double.queues.send((0..<10).map { OutgoingMessage(body($0)) }, to: jobs)
      }
    }

    #expect(error?.code == .storageFull)
    #expect(error?.isTransient == true)
    #expect(error?.description.contains("send to jobs") == true)
    #expect(try await double.drain(jobs).count.isMultiple(of: 10))
    await double.close()
  }

  @Test
  func `what is deleted makes room for what is sent`() async throws {
    let double = try await SQLiteDouble.inFile(path, with: jobs, limited(toPages: 34))
    _ = await double.inOneGroup((0..<50).map { send(body($0)) })
    let messages = try await double.drain(jobs)
    #expect(messages.count == 50)
    let filling = await double.inOneGroup((0..<200).map { send(body($0)) })
    #expect(!filling.allSucceeded())

    for message in messages { try await double.queues.delete(message.receipt, from: jobs) }
    let after = await double.inOneGroup((0..<40).map { send(body($0)) })

    #expect(after.allSucceeded())
    await double.close()
  }

  @Test
  func `with a larger limit sends go on`() async throws {
    let double = try await SQLiteDouble.inFile(path, with: jobs, limited(toPages: 14))
    let before = await double.inOneGroup((0..<100).map { send(body($0)) })
    await double.close()
    #expect(!before.allSucceeded())

    let larger = try await SQLiteDouble.inFile(path, with: jobs, limited(toPages: 84))
    let after = await larger.inOneGroup((0..<50).map { send(body($0)) })
    await larger.close()

    #expect(after.allSucceeded())
    #expect(try await reopened() == Set((before + after).compactMap { try? $0.get() }))
  }

  @Test
  func `deletes and changes of visibility still work in a full database`() async throws {
    let double = try await SQLiteDouble.inFile(path, with: jobs, limited(toPages: 14))
    _ = await double.inOneGroup((0..<200).map { send(body($0)) })

    let messages = try await double.queues.receive(from: jobs, ReceiveOptions(maxMessages: 2))
    try await double.queues.changeVisibility(
      of: try #require(messages.first).receipt, to: .seconds(60), on: jobs)
    try await double.queues.delete(try #require(messages.last).receipt, from: jobs)

    await double.close()
  }

  @Test
  func `a poll that waits is parked still when the group with its message did not fit`()
    async throws
  {
    let double = try await SQLiteDouble.inFile(path, with: jobs, limited(toPages: 9))
    let poll = double.beginPoll(jobs)
    try await double.settle()
    let large = String(repeating: "x", count: 900_000)

    let ended = await double.inOneGroup([send(large), send(large)])
    #expect(ended.map(\.code) == [.storageFull, .storageFull])
    #expect(try await double.parkedPolls(on: jobs) == 1)
    _ = try await send("small")(double)

    #expect(try await poll.value == ["small"])
    await double.close()
  }

  @Test
  func `a poll for which there is no room does not take the call that wakes it with it`()
    async throws
  {
    let clock = ManualClock()
    let double = try await SQLiteDouble.inFile(path, with: jobs, clock: clock, limited(toPages: 14))
    let dead = try QueueName("dead")
    try await double.administration.createQueue(dead)
    var redrive = QueueAttributes()
    redrive.redrivePolicy = RedrivePolicy(
      deadLetterTarget: Account.first.arn(of: dead), maxReceiveCount: 1)
    try await double.administration.setAttributes(redrive, of: jobs)
    _ = try await send(body(0))(double)
    let message = try #require(try await double.queues.receive(from: jobs).first)
    let filling = await double.inOneGroup(
      (1..<200).map { [jobs, body] number in
        { double in
          let later = OutgoingMessage(body(number), delay: .seconds(900))
          return try await double.queues.send(later, to: jobs).id
        }
      })
    #expect(!filling.allSucceeded())
    let poll = double.beginPoll(jobs)
    try await double.settle()

    try await double.queues.changeVisibility(of: message.receipt, to: .zero, on: jobs)
    #expect(try await double.parkedPolls(on: jobs) == 1)
    try await double.administration.purgeQueue(jobs)
    clock.advance(by: .seconds(20))

    #expect(try await poll.value.isEmpty)
    await double.close()
  }

  @Test
  func `in memory a full database tells the truth too`() async throws {
    let double = try await SQLiteDouble.open(
      .memory, clock: ManualClock(), limited(toPages: 28, of: 4_096))
    try await double.administration.createQueue(jobs)

    let ended = await double.inOneGroup((0..<200).map { send(body($0)) })

    let accepted = ended.compactMap { try? $0.get() }
    #expect((20..<200).contains(accepted.count))
    let stored = try await double.queues.lane.perform("look", writes: false) { transaction in
      try transaction.connection.rows("SELECT message_id FROM message") { row throws(SQLiteError) in
        MessageID(rawValue: try row.uniqueID(0).uuidString)
      }
    }
    #expect(Set(stored) == Set(accepted))
    await double.close()
  }
}
