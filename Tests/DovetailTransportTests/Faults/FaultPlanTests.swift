import DovetailTransport
import Testing

@Suite("Plans of faults", .timeLimit(.minutes(5)))
struct FaultPlanTests {
  @Test func `a rule strikes as often as it says, after those that it lets pass`() async throws {
    let queue = try FaultyQueue()
    queue.plan.add(.throttle(.send).skipping(1).times(2))

    #expect(await queue.fates(of: 5) == [true, false, false, true, true])
    #expect(queue.plan.faults.map(\.isSpent) == [true])
    #expect(queue.plan.faults.map(\.strikes) == [2])
  }

  @Test func `faults of entries are counted in entries`() async throws {
    let queue = try FaultyQueue()
    queue.plan.add(.failEntries(.throttled, .send).skipping(1).times(3))

    #expect(try await queue.send("a", "b", "c") == [nil, .throttled, .throttled])
    #expect(try await queue.send("d", "e") == [.throttled, nil])
  }

  @Test func `the same seed makes the same faults, another makes others`() async throws {
    var fates: [[Bool]] = []
    for seed: UInt64 in [7, 7, 8] {
      let queue = try FaultyQueue(seed: seed)
      queue.plan.add(.throttle(.send).atRate(0.5))
      fates.append(await queue.fates(of: 64))
    }

    #expect(fates[0] == fates[1])
    #expect(fates[0] != fates[2])
  }

  @Test func `a rate is the share of the calls that are struck`() async throws {
    let queue = try FaultyQueue(seed: 1)
    queue.plan.add(.throttle(.send).atRate(0.25))

    let failures = await queue.fates(of: 1000).count { !$0 }

    #expect((200...300).contains(failures))
  }

  @Test func `a rule with a seed of its own draws the same beside any others`() async throws {
    let alone = try FaultyQueue(seed: 1)
    let beside = try FaultyQueue(seed: 2)
    beside.plan.add(.delayAnswer(by: .zero, .send).atRate(0.5))
    for queue in [alone, beside] { queue.plan.add(.throttle(.send).atRate(0.5, seed: 9)) }

    #expect(await alone.fates(of: 64) == beside.fates(of: 64))
  }

  @Test func `rules come and go while the plan is in use`() async throws {
    let queue = try FaultyQueue()
    let throttle = queue.plan.add(.throttle(.send))
    let other = queue.plan.add(.throttle(.receive))
    #expect(await !queue.sends())

    queue.plan.remove(throttle)
    #expect(await queue.sends())
    #expect(queue.plan.faults.map(\.id) == [other])

    queue.plan.removeAll()
    #expect(try await queue.receive().count == 1)
  }

  @Test func `what was broken is on record`() async throws {
    let queue = try FaultyQueue()
    let id = queue.plan.add(.failEntries(.throttled, .send).at(0, 2))
    queue.clock.advance(by: .seconds(3))

    try await queue.send("a", "b", "c")

    let broken = try #require(queue.plan.brokenCalls.first)
    #expect(broken.fault == id)
    #expect(broken.time == queue.clock.now)
    #expect(broken.action == .send)
    #expect(broken.place == "orders")
    #expect(broken.effect == .failEntries(.throttled, .beforeAct))
    #expect(broken.entries == [0, 2])
    #expect(queue.plan.brokenCalls.count == 1)
  }

  @Test func `the record keeps the latest and does not grow for ever`() async throws {
    let queue = try FaultyQueue()
    queue.plan.add(.throttle(.send).times(1))
    let later = queue.plan.add(.unreachable(.send))

    _ = await queue.fates(of: FaultPlan.recordLimit + 1)

    #expect(queue.plan.brokenCalls.count == FaultPlan.recordLimit)
    #expect(queue.plan.brokenCalls.allSatisfy { $0.fault == later })
  }

  @Test func `calls are counted by their kind, broken ones too`() async throws {
    let queue = try FaultyQueue()
    try await queue.send("a", "b", "c")
    queue.plan.add(.throttle(.send))
    _ = await queue.sends()
    _ = try await queue.receive(2)

    #expect(queue.plan.tally(of: .send) == CallTally(calls: 2, entries: 4))
    #expect(queue.plan.tally(of: .receive) == CallTally(calls: 1, entries: 2))
    #expect(queue.plan.tally(of: .putBlob) == CallTally())
  }

  @Test func `calls that come at once share a rule's strikes`() async throws {
    let queue = try FaultyQueue()
    queue.plan.add(.throttle(.send).times(100))

    let failures = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<400 { group.addTask { await queue.sends() } }
      return await group.reduce(0) { $0 + ($1 ? 0 : 1) }
    }

    #expect(failures == 100)
  }
}
