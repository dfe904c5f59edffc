import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("The timer of parked polls", .timeLimit(.minutes(5)))
struct PollTimerTests {
  private let jobs: QueueName
  private let clock = CountingClock()

  init() throws {
    jobs = try QueueName("jobs")
  }

  private func at(_ seconds: Int) -> Timestamp { clock.now.advanced(by: .seconds(seconds)) }

  @Test
  func `nothing is scheduled while nobody waits`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs, clock: clock)

    _ = try await double.queues.send(OutgoingMessage("a", delay: .seconds(5)), to: jobs)
    _ = try await double.queues.receive(from: jobs)

    #expect(clock.scheduleCount == 0)
    await double.close()
  }

  @Test
  func `it is armed for the earliest end of a wait`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs, clock: clock)
    let ends = [at(9), at(4)]

    let polls = [9, 4].map { double.beginPoll(jobs, waitTime: .seconds($0)) }
    try await double.settle()

    #expect(clock.pendingCalls == [ends[1]])
    clock.advance(by: .seconds(4))
    _ = try await polls[1].value
    try await double.settle()
    #expect(clock.pendingCalls == [ends[0]])
    await double.close()
  }

  @Test
  func `it is armed for the first message that becomes visible`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs, clock: clock)
    let visibleAt = at(5)
    for seconds in [8, 5] {
      _ = try await double.queues.send(
        OutgoingMessage("a", delay: .seconds(seconds)), to: jobs)
    }

    _ = double.beginPoll(jobs)
    try await double.settle()

    #expect(clock.pendingCalls == [visibleAt])
    await double.close()
  }

  @Test
  func `a message that comes earlier moves it forwards`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs, clock: clock)
    let visibleAt = at(2)
    _ = double.beginPoll(jobs)
    try await double.settle()

    _ = try await double.queues.send(OutgoingMessage("a", delay: .seconds(2)), to: jobs)
    try await double.settle()

    #expect(clock.pendingCalls == [visibleAt])
    await double.close()
  }

  @Test
  func `a hundred polls and a hundred messages schedule it once`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs, clock: clock)

    for _ in 0..<100 {
      let poll = double.beginPoll(jobs)
      try await double.settle()
      _ = try await double.queues.send(OutgoingMessage("a"), to: jobs)
      _ = try await poll.value
    }

    #expect(clock.scheduleCount == 1)
    await double.close()
  }

  @Test
  func `one that fires with nothing due is armed anew for what is left`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs, clock: clock)
    let first = double.beginPoll(jobs, waitTime: .seconds(3))
    try await double.settle()
    first.cancel()
    _ = await first.result
    let end = at(10)
    let second = double.beginPoll(jobs, waitTime: .seconds(10))
    try await double.settle()

    clock.advance(by: .seconds(3))
    try await double.settle()

    #expect(clock.pendingCalls == [end])
    clock.advance(by: .seconds(7))
    #expect(try await second.value.isEmpty)
    await double.close()
  }
}
