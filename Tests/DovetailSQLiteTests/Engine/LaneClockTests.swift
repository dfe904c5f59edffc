import DovetailTransport
import Foundation
import Synchronization
import Testing

@testable import DovetailSQLite

@Suite("The time of a file", .timeLimit(.minutes(5)))
struct LaneClockTests {
  private let queue: QueueName
  private let folder: TemporaryFolder

  init() throws {
    queue = try QueueName("jobs")
    folder = try TemporaryFolder()
  }

  @Test func `a file of one kind of clock is refused under the other`() async throws {
    let path = folder.file("clock.db")
    let first = try await SQLiteDouble.open(.file(path), clock: ManualClock())
    await first.close()

    let error = await #expect(throws: TransportError.self) {
      try await SQLiteDouble.open(.file(path), clock: SystemClock())
    }

    #expect(error?.code == .storageUnusable)
    #expect(error?.description.contains("manual clock") == true)
  }

  @Test func `a file opened under an earlier clock goes on from its latest instant`() async throws {
    let path = folder.file("clock.db")
    let late = ManualClock()
    late.advance(by: .seconds(3600))
    let first = try await SQLiteDouble.inFile(path, with: queue, clock: late)
    _ = try await first.queues.send(OutgoingMessage("a", delay: .seconds(60)), to: queue)
    await first.close()

    let early = ManualClock()
    let warnings = Mutex<[String]>([])
    var configuration = SQLiteConfiguration()
    configuration.warn = { warning in warnings.withLock { $0.append(warning) } }
    let second = try await SQLiteDouble.open(.file(path), clock: early, configuration)
    early.advance(by: .seconds(58))
    #expect(try await second.queues.receive(from: queue).isEmpty)
    early.advance(by: .seconds(3))

    #expect(try await second.queues.receive(from: queue).map(\.body) == ["a"])
    #expect(warnings.withLock { $0.count } == 1)
    await second.close()
  }

  @Test func `a step back stands in the file, so that the next process keeps to it`() async throws {
    let path = folder.file("clock.db")
    let clock = SettableClock()
    let first = try await SQLiteDouble.inFile(path, with: queue, clock: clock)
    clock.step(by: .seconds(-3600))
    _ = try await first.queues.send(OutgoingMessage("a", delay: .seconds(60)), to: queue)
    await first.close()

    clock.step(by: .seconds(61))
    let second = try await SQLiteDouble.open(.file(path), clock: clock)

    #expect(try await second.queues.receive(from: queue).map(\.body) == ["a"])
    await second.close()
  }

  @Test func `the time of a file whose clock was set back can be reset`() async throws {
    let path = folder.file("clock.db")
    let clock = SettableClock()
    let first = try await SQLiteDouble.inFile(path, with: queue, clock: clock)
    #expect(try await first.clockLead() == .zero)
    #expect(try await first.resetClock() == .zero)
    clock.step(by: .seconds(-3600))
    #expect(try await first.clockLead() == .seconds(3600))

    #expect(try await first.resetClock() == .seconds(3600))

    #expect(try await first.clockLead() == .zero)
    let now = try await first.queues.lane.perform("look", writes: false) { $0.now }
    #expect(now == clock.now)
    await first.close()
    let second = try await SQLiteDouble.open(.file(path), clock: clock)
    #expect(try await second.clockLead() == .zero)
    await second.close()
  }

  /// A double whose clock will have been an hour fast.
  private func fast(_ clock: SettableClock) async throws -> SQLiteDouble {
    try await SQLiteDouble.open(.file(folder.file("clock.db")), clock: clock)
  }

  @Test func `after a reset what is sent has not expired, however long retention was before`()
    async throws
  {
    let clock = SettableClock()
    let double = try await fast(clock)
    let administration = double.administration
    try await administration.createQueue(queue, QueueAttributes([.messageRetentionPeriod: "60"]))
    try await administration.setAttributes(
      QueueAttributes([.messageRetentionPeriod: "120"]), of: queue)

    clock.step(by: .seconds(-3600))
    try await double.resetClock()
    _ = try await double.queues.send(OutgoingMessage("a"), to: queue)

    #expect(try await double.queues.receive(from: queue).map(\.body) == ["a"])
    await double.close()
  }

  @Test func `after a reset a strict double lets queues be purged and made at once`() async throws {
    let clock = SettableClock()
    var configuration = SQLiteConfiguration()
    configuration.isStrict = true
    let double = try await SQLiteDouble.open(
      .file(folder.file("strict.db")), clock: clock, configuration)
    let administration = double.administration
    try await administration.createQueue(queue)
    try await administration.purgeQueue(queue)
    let deleted = try QueueName("deleted")
    try await administration.createQueue(deleted)
    try await administration.deleteQueue(deleted)

    clock.step(by: .seconds(-3600))
    try await double.resetClock()

    try await administration.purgeQueue(queue)
    try await administration.createQueue(deleted)
    await #expect(throws: TransportError.self) { try await administration.purgeQueue(queue) }
    await double.close()
  }

  @Test func `after a reset a message is a duplicate for five minutes at most`() async throws {
    let clock = SettableClock()
    let double = try await fast(clock)
    let jobs = try QueueName("jobs.fifo")
    try await double.createFIFOQueue(jobs)
    let message = OutgoingMessage("a", groupID: "g")
    let first = try await double.queues.send(message, to: jobs)

    clock.step(by: .seconds(-3600))
    try await double.resetClock()
    #expect(try await double.queues.send(message, to: jobs).id == first.id)
    clock.step(by: .seconds(300))

    #expect(try await double.queues.send(message, to: jobs).id != first.id)
    await double.close()
  }

  @Test func `a poll that waits when the time is reset waits no longer than polls do`()
    async throws
  {
    let clock = ManualClock()
    let early = ManualClock(start: clock.now.advanced(by: .seconds(-3600)))
    let path = folder.file("clock.db")
    await (try await SQLiteDouble.inFile(path, with: queue, clock: clock)).close()
    let double = try await SQLiteDouble.open(.file(path), clock: early)
    let poll = double.beginPoll(queue)
    try await double.settle()

    #expect(try await double.resetClock() == .seconds(3600))
    try await double.settle()
    early.advance(by: .seconds(20))

    #expect(try await poll.value == [])
    await double.close()
  }

  @Test func `two that have a file open stay together when the clock steps back`() async throws {
    let path = folder.file("clock.db")
    let clock = SettableClock(.system)
    let first = try await SQLiteDouble.inFile(path, with: queue, clock: clock)
    let second = try await SQLiteDouble.open(.file(path), clock: clock)
    _ = try await first.queues.send(OutgoingMessage("a"), to: queue)
    clock.step(by: .seconds(100))
    _ = try await first.queues.send(OutgoingMessage("b"), to: queue)
    clock.step(by: .seconds(-100))
    _ = try await first.queues.send(OutgoingMessage("c"), to: queue)

    let taken = try await second.queues.receive(
      from: queue, ReceiveOptions(maxMessages: 10, visibilityTimeout: .seconds(30)))

    #expect(taken.count == 3)
    #expect(try await first.queues.receive(from: queue).isEmpty)
    await second.close()
    await first.close()
  }
}

/// A clock that a test may set back; it makes no calls.
private final class SettableClock: WallClock {
  private let instant = Mutex(Timestamp(milliseconds: 1_800_000_000_000))

  let kind: ClockKind

  init(_ kind: ClockKind = .manual) {
    self.kind = kind
  }

  var now: Timestamp { instant.withLock { $0 } }

  func step(by duration: Duration) {
    instant.withLock { $0 = $0.advanced(by: duration) }
  }

  func schedule(at: Timestamp, _ action: @escaping @Sendable () -> Void) -> ScheduledCall {
    ScheduledCall {}
  }
}
