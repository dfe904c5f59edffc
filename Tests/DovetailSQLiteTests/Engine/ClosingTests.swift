import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("Closing", .timeLimit(.minutes(5)))
struct ClosingTests {
  private let jobs: QueueName

  init() throws {
    jobs = try QueueName("jobs")
  }

  @Test
  func `parked polls are answered with closed`() async throws {
    let clock = ManualClock()
    let double = try await SQLiteDouble.inMemory(with: jobs, clock: clock)
    let polls = (0..<3).map { _ in double.beginPoll(jobs) }
    try await double.settle()

    await double.close()

    for poll in polls { #expect(await poll.result.code == .closed) }
    #expect(clock.pendingCalls.isEmpty)
  }

  @Test
  func `later calls are answered with closed, and say what was attempted`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs)
    await double.close()

    let send = await #expect(throws: TransportError.self) {
      _ = try await double.queues.send(OutgoingMessage("a"), to: jobs)
    }
    let receive = await double.beginPoll(jobs).result
    let exists = await #expect(throws: TransportError.self) {
      _ = try await double.administration.exists(jobs)
    }

    #expect(send?.code == .closed)
    #expect(send?.description == "Could not send to jobs: The database has been closed.")
    #expect(receive.code == .closed)
    #expect(exists?.code == .closed)
  }

  @Test
  func `what had begun is done first`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs)

    let held = await double.holdUp()
    let send = Task.immediate { [jobs] in  // Ends with its answer.
      try await double.queues.send(OutgoingMessage("a"), to: jobs)
    }
    let close = Task.immediate { await double.close() }  // Ends when the send has been answered.
    held.release()

    _ = try await send.value
    await close.value
  }

  @Test
  func `an operation that comes after the closing does not open the database again`() async throws {
    let folder = try TemporaryFolder()
    let double = try await SQLiteDouble.inFile(folder.file("dev.db"), with: jobs)
    let lane = double.lane
    await double.close()

    let result = await Result.of { [core = lane.core] in
      try await withCheckedThrowingContinuation { continuation in
        // What `submit` does for a call that was accepted just before the closing.
        core.settle([Work("send late", writes: true, continuation) { _ in }])
      }
    }

    #expect(result.code == .closed)
    #expect(try folder.contents() == ["dev.db"])
  }

  @Test
  func `closing twice is no fault`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs)

    await double.close()
    await double.close()
  }

  @Test
  func `a closed file has no log beside it`() async throws {
    let folder = try TemporaryFolder()
    let double = try await SQLiteDouble.inFile(folder.file("dev.db"), with: jobs)
    _ = try await double.queues.send(OutgoingMessage("a"), to: jobs)
    #expect(try folder.contents().count == 3)

    await double.close()

    #expect(try folder.contents() == ["dev.db"])
  }

  @Test
  func `a double that is let go of is not kept alive by its timer`() async throws {
    let clock = ManualClock()
    weak var core: LaneCore?
    do {
      let double = try await SQLiteDouble.inMemory(with: jobs, clock: clock)
      core = double.lane.core
      let poll = double.beginPoll(jobs)
      try await double.settle()
      poll.cancel()
      _ = await poll.result
      #expect(clock.pendingCalls.count == 1)
    }

    while core != nil { await Task.yield() }  // Its queue lets go of it last.
    #expect(clock.pendingCalls.isEmpty)
  }
}
