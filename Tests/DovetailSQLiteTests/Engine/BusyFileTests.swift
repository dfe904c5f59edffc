import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("A file that another program has locked", .timeLimit(.minutes(5)))
struct BusyFileTests {
  private let folder: TemporaryFolder
  private let path: String
  private let jobs: QueueName
  private var impatient = SQLiteConfiguration()

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("dev.db")
    jobs = try QueueName("jobs")
    impatient.busyTimeout = .milliseconds(5)
  }

  @Test
  func `every caller of the group is told so, nothing is done, and later it works`() async throws {
    let double = try await SQLiteDouble.inFile(path, with: jobs, impatient)
    let other = try RawDatabase(path)
    try other.run("BEGIN IMMEDIATE")
    let send: @Sendable (SQLiteDouble) async throws -> MessageID = { [jobs] double in
      try await double.queues.send(OutgoingMessage("a"), to: jobs).id
    }

    let refused = await double.inOneGroup([send, send, send])
    try other.run("COMMIT")
    let accepted = try await send(double)

    #expect(refused.map(\.code) == [.storageBusy, .storageBusy, .storageBusy])
    #expect(try await double.drain(jobs).map(\.id) == [accepted])
    await double.close()
  }

  @Test
  func `a receive is told so, and takes nothing`() async throws {
    let double = try await SQLiteDouble.inFile(path, with: jobs, impatient)
    _ = try await double.queues.send(OutgoingMessage("a"), to: jobs)
    let other = try RawDatabase(path)
    try other.run("BEGIN IMMEDIATE")

    let error = await #expect(throws: TransportError.self) {
      _ = try await double.queues.receive(from: jobs)
    }
    try other.run("COMMIT")

    #expect(error?.code == .storageBusy)
    #expect(error?.isTransient == true)
    #expect(try await double.drain(jobs).map(\.receiveCount) == [1])
    await double.close()
  }

  @Test
  func `looking works beside another's open transaction`() async throws {
    let double = try await SQLiteDouble.inFile(path, with: jobs, impatient)
    let other = try RawDatabase(path)
    try other.run("BEGIN IMMEDIATE")

    #expect(try await double.administration.exists(jobs))

    try other.run("COMMIT")
    await double.close()
  }

  @Test
  func `a lock that is let go of in time is waited for`() async throws {
    let double = try await SQLiteDouble.inFile(path, with: jobs)
    let other = try RawDatabase(path)
    try other.run("BEGIN IMMEDIATE")

    let send = Task.immediate { [jobs] in  // Ends when the lock is let go of.
      try await double.queues.send(OutgoingMessage("a"), to: jobs)
    }
    try other.run("COMMIT")

    _ = try await send.value
    await double.close()
  }

  @Test
  func `a poll whose queue was to be looked at is looked at later`() async throws {
    let clock = ManualClock()
    let double = try await SQLiteDouble.inFile(path, with: jobs, clock: clock, impatient)
    _ = try await double.queues.send(OutgoingMessage("late", delay: .seconds(5)), to: jobs)
    let poll = double.beginPoll(jobs)
    try await double.settle()
    let other = try RawDatabase(path)

    try other.run("BEGIN IMMEDIATE")
    clock.advance(by: .seconds(5))
    try await double.settle()
    #expect(try await double.parkedPolls(on: jobs) == 1)
    try other.run("COMMIT")
    clock.advance(by: .seconds(1))

    #expect(try await poll.value == ["late"])
    await double.close()
  }

  @Test
  func `a file that is locked for good cannot be opened, and is named`() async throws {
    let other = try RawDatabase(path)
    try other.run("CREATE TABLE one (id INTEGER); BEGIN EXCLUSIVE")

    let error = await #expect(throws: TransportError.self) {
      _ = try await SQLiteDouble.open(.file(path), impatient)
    }

    #expect(error?.code == .storageBusy)
    #expect(error?.description.contains(path) == true)
  }
}
