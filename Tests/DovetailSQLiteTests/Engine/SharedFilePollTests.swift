import DovetailTransport
import Testing

@testable import DovetailSQLite

/// On the system's clock: it is the system that tells of writes.
@Suite("A poll, and what another double does to its file", .timeLimit(.minutes(5)))
struct SharedFilePollTests {
  private let folder: TemporaryFolder
  private let path: String
  private let jobs: QueueName

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("dev.db")
    jobs = try QueueName("jobs")
  }

  private func open(hearing: Bool) async throws -> (SQLiteDouble, SQLiteDouble) {
    var configuration = SQLiteConfiguration()
    configuration.hearsFiles = hearing
    return (
      try await .inFile(path, with: jobs, clock: SystemClock(), configuration),
      try await .inFile(path, with: jobs, clock: SystemClock(), configuration)
    )
  }

  /// What polls receive when the other double does something once they are parked; nil when their
  /// time was over first.
  private func wokenPolls(
    _ polls: [Task<[String], any Error>], of double: SQLiteDouble, _ change: () async throws -> Void
  ) async throws -> [[String]]? {
    try await double.settle()
    let start = ContinuousClock.now
    try await change()
    var bodies: [[String]] = []
    for poll in polls { bodies.append(try await poll.value) }
    return start.duration(to: .now) < .seconds(10) ? bodies : nil
  }

  @Test(arguments: [true, false])
  func `is woken by its send, whether the system tells of writes or not`(hearing: Bool) async throws
  {
    let (one, other) = try await open(hearing: hearing)

    for number in 0..<5 {
      let polls = [one.beginPoll(jobs)]
      let bodies = try await wokenPolls(polls, of: one) {
        _ = try await other.queues.send(OutgoingMessage("\(number)"), to: jobs)
      }
      #expect(bodies == [["\(number)"]])
    }

    await one.close()
    await other.close()
  }

  @Test
  func `hears a second send, after one that was for another queue`() async throws {
    let (one, other) = try await open(hearing: true)
    let elsewhere = try QueueName("elsewhere")
    try await other.administration.createQueue(elsewhere)
    let polls = [one.beginPoll(jobs)]

    let bodies = try await wokenPolls(polls, of: one) {
      _ = try await other.queues.send(OutgoingMessage("there"), to: elsewhere)
      _ = try await one.queues.send(OutgoingMessage("there too"), to: elsewhere)
      _ = try await other.queues.send(OutgoingMessage("here"), to: jobs)
    }

    #expect(bodies == [["here"]])
    await one.close()
    await other.close()
  }

  @Test
  func `wakes when what it sent with a delay becomes visible`() async throws {
    let (one, other) = try await open(hearing: true)
    let polls = [one.beginPoll(jobs)]

    let bodies = try await wokenPolls(polls, of: one) {
      _ = try await other.queues.send(OutgoingMessage("later", delay: .milliseconds(50)), to: jobs)
    }

    #expect(bodies == [["later"]])
    await one.close()
    await other.close()
  }

  @Test
  func `ends when it deletes the queue`() async throws {
    let (one, other) = try await open(hearing: true)
    let polls = (0..<3).map { _ in one.beginPoll(jobs) }

    let bodies = try await wokenPolls(polls, of: one) {
      try await other.administration.deleteQueue(jobs)
    }

    #expect(bodies == [[], [], []])
    await one.close()
    await other.close()
  }

  @Test
  func `wakes by the messages of a move task that it begins`() async throws {
    let (one, other) = try await open(hearing: true)
    let dead = try QueueName("dead")
    let account = Account.first
    try await other.administration.createQueue(dead)
    var attributes = QueueAttributes()
    attributes.redrivePolicy = RedrivePolicy(
      deadLetterTarget: account.arn(of: dead), maxReceiveCount: 1)
    try await other.administration.setAttributes(attributes, of: jobs)
    _ = try await other.queues.send(OutgoingMessage("a"), to: dead)
    let polls = [one.beginPoll(jobs)]

    let bodies = try await wokenPolls(polls, of: one) {
      _ = try await other.administration.startMoveTask(
        MoveTaskRequest(source: account.arn(of: dead), destination: account.arn(of: jobs)))
    }

    #expect(bodies == [["a"]])
    await one.close()
    await other.close()
  }
}
