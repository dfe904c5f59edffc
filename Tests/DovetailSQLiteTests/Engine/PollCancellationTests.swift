import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("Long polls whose task is cancelled", .timeLimit(.minutes(5)))
struct PollCancellationTests {
  private let jobs: QueueName

  init() throws {
    jobs = try QueueName("jobs")
  }

  private func send(_ body: String, _ double: SQLiteDouble) async throws {
    _ = try await double.queues.send(OutgoingMessage(body), to: jobs)
  }

  private func expectCancelled(_ poll: Task<[String], any Error>) async {
    await #expect(throws: CancellationError.self) { try await poll.value }
  }

  @Test
  func `before it begins: it ends at once and takes nothing`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs)
    try await send("a", double)

    let poll = Task { [jobs] in
      withUnsafeCurrentTask { $0?.cancel() }
      return try await double.queues.receive(from: jobs).map(\.body)
    }

    await expectCancelled(poll)
    #expect(try await double.drain(jobs).map(\.receiveCount) == [1])
    await double.close()
  }

  @Test
  func `before the lane has seen it: it ends and takes nothing`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs)
    try await send("a", double)

    let held = await double.holdUp()
    let poll = double.beginPoll(jobs)
    poll.cancel()
    held.release()

    await expectCancelled(poll)
    #expect(try await double.drain(jobs).map(\.receiveCount) == [1])
    await double.close()
  }

  @Test
  func `while it is parked: it ends at once, and the next message is another's`() async throws {
    let clock = ManualClock()
    let double = try await SQLiteDouble.inMemory(with: jobs, clock: clock)
    let first = double.beginPoll(jobs)
    let second = double.beginPoll(jobs)
    try await double.settle()

    first.cancel()
    await expectCancelled(first)
    #expect(try await double.parkedPolls(on: jobs) == 1)
    try await send("a", double)

    #expect(try await second.value == ["a"])
    await double.close()
  }

  @Test
  func `in the same moment as a message comes: the message is another's or is left`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs)
    let poll = double.beginPoll(jobs)
    try await double.settle()

    let held = await double.holdUp()
    let sending = Task.immediate { try await send("a", double) }  // Ends with its answer.
    poll.cancel()
    held.release()
    try await sending.value

    await expectCancelled(poll)
    #expect(try await double.drain(jobs).map(\.receiveCount) == [1])
    await double.close()
  }

  @Test
  func `after it was answered: nothing happens`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs)
    try await send("a", double)
    let poll = double.beginPoll(jobs)
    #expect(try await poll.value == ["a"])

    poll.cancel()
    try await send("b", double)

    #expect(try await double.beginPoll(jobs).value == ["b"])
    await double.close()
  }

  @Test
  func `many, while messages come: each message is received once or is left`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs)
    let polls = (0..<400).map { _ in double.beginPoll(jobs) }

    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        for poll in polls.enumerated() where poll.offset.isMultiple(of: 2) {
          poll.element.cancel()
        }
      }
      group.addTask {
        for number in 0..<150 {
          try? await send("\(number)", double)  // Counted below.
        }
      }
    }
    let rest = try await double.drain(jobs).map(\.body)
    await double.close()
    var received: [String] = []
    for poll in polls { received += (try? await poll.value) ?? [] }

    #expect(Set(received + rest).count == 150)
    #expect(received.count + rest.count == 150)
  }
}
