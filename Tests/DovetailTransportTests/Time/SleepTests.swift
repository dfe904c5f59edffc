import DovetailTransport
import Testing

@Suite(.timeLimit(.minutes(5))) struct SleepTests {
  let clock = ManualClock(start: Timestamp(milliseconds: 0))

  @Test func `a sleeper is woken when its time has come`() async throws {
    async let slept: Void = clock.sleep(for: .seconds(5))
    await clock.waitForCalls(atLeast: 1)
    #expect(clock.pendingCalls == [Timestamp(milliseconds: 5000)])

    clock.advance(by: .seconds(5))

    try await slept
  }

  @Test func `sleepers are woken at their own instants`() async throws {
    let woken = Recorder<Int>()
    try await withThrowingTaskGroup { group in
      for seconds in [3, 1, 2] {
        group.addTask { [clock] in
          try await clock.sleep(for: .seconds(seconds))
          woken.add(seconds)
        }
      }
      await clock.waitForCalls(atLeast: 3)

      for expected in 1...3 {
        clock.advance(by: .seconds(1))
        try await group.next()
        #expect(woken.all == Array(1...expected))
      }
    }
  }

  @Test func `a sleep until a moment that has come ends at once`() async throws {
    try await clock.sleep(until: clock.now)
    try await clock.sleep(for: .seconds(-1))
  }

  @Test func `a cancelled sleep throws and leaves no call behind`() async {
    await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { [clock] in try await clock.sleep(for: .seconds(5)) }
      await clock.waitForCalls(atLeast: 1)

      group.cancelAll()

      await #expect(throws: CancellationError.self) { try await group.next() }
    }
    #expect(clock.pendingCalls.isEmpty)
  }

  @Test func `a sleep in a cancelled task throws and leaves no call behind`() async {
    await withThrowingTaskGroup(of: Void.self) { group in
      group.cancelAll()
      group.addTask { [clock] in try await clock.sleep(for: .seconds(5)) }

      await #expect(throws: CancellationError.self) { try await group.next() }
    }
    #expect(clock.pendingCalls.isEmpty)
  }

  @Test func `a cancellation that races with the clock wakes a sleeper once`() async {
    for _ in 0..<200 {
      await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { [clock] in try await clock.sleep(for: .seconds(1)) }
        await clock.waitForCalls(atLeast: 1)
        async let advanced: Void = clock.advance(by: .seconds(1))
        group.cancelAll()
        _ = await group.nextResult()
        await advanced
      }
    }
    #expect(clock.pendingCalls.isEmpty)
  }
}
