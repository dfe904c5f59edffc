import DovetailTransport
import Testing

@testable import DovetailSQLite

/// Rows: 6.4/survives-restart.
@Suite("Move tasks after a restart, and in another process")
struct MoveTaskRestartTests {
  private let folder: TemporaryFolder
  private let path: String
  private let clock = ManualClock()
  private let deadLetters: QueueName
  private let target: QueueName
  private let arn: QueueARN

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("dev.db")
    deadLetters = try QueueName("dead")
    target = try QueueName("target")
    arn = Account.first.arn(of: deadLetters)
  }

  /// A double with ten dead letters, of which a task moves one a second.
  private func start() async throws -> SQLiteDouble {
    let double = try await SQLiteDouble.inFile(path, with: deadLetters, clock: clock)
    var attributes = QueueAttributes()
    attributes.redrivePolicy = RedrivePolicy(deadLetterTarget: arn, maxReceiveCount: 1)
    try await double.administration.createQueue(target, attributes)
    _ = try await double.queues.send((1...10).map { OutgoingMessage("\($0)") }, to: deadLetters)
    _ = try await double.administration.startMoveTask(
      MoveTaskRequest(
        source: arn, destination: Account.first.arn(of: target),
        messagesPerSecond: 1))
    return double
  }

  private func moved(_ double: SQLiteDouble) async throws -> Int? {
    try await double.settle()
    return try await double.administration.moveTask(from: arn)?.moved
  }

  @Test
  func `a task goes on when the file is opened again, and makes up for the time`() async throws {
    let first = try await start()
    clock.advance(by: .seconds(2))
    #expect(try await moved(first) == 2)
    await first.close()
    clock.advance(by: .seconds(3))

    let second = try await SQLiteDouble.open(.file(path), clock: clock)

    #expect(try await moved(second) == 5)
    clock.advance(by: .seconds(5))
    #expect(try await moved(second) == 10)
    #expect(try await second.administration.moveTask(from: arn)?.status == .completed)
    #expect(try await second.drain(target).count == 10)
    await second.close()
  }

  @Test
  func `another that has the file open takes over when the lease ends`() async throws {
    let first = try await start()
    clock.advance(by: .seconds(1))
    #expect(try await moved(first) == 1)
    let second = try await SQLiteDouble.open(.file(path), clock: clock)
    let held = await first.holdUp()
    defer { held.release() }

    clock.advance(by: .seconds(5))
    #expect(try await moved(second) == 1)
    clock.advance(by: .seconds(7))

    #expect(try await moved(second) == 10)
    await second.close()
  }

  @Test
  func `another that had the file open before the task began takes over, too`() async throws {
    let second = try await SQLiteDouble.open(.file(path), clock: clock)
    let first = try await start()
    #expect(try await moved(first) == 0)
    try await second.settle()  // Any call of its own shows it what has changed.
    let held = await first.holdUp()
    defer { held.release() }

    clock.advance(by: .seconds(12))

    #expect(try await second.drain(target).count == 10)
    await second.close()
  }
}
