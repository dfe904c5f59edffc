import DovetailTransport
import Testing

@Suite("Rules of faults", .timeLimit(.minutes(5)))
struct FaultRuleTests {
  private let queue: FaultyQueue

  init() throws {
    queue = try FaultyQueue()
  }

  private static let elsewhere: FaultRule = {
    var rule = FaultRule.throttle(.send)
    rule.place = "other"
    return rule
  }()

  private func code(_ call: () async throws -> Void) async -> TransportError.Code? {
    let error = await #expect(throws: TransportError.self) { try await call() }
    return error?.code
  }

  @Test func `without rules everything passes`() async throws {
    #expect(try await queue.send("a", "b") == [nil, nil])
    #expect(try await queue.receive().map(\.body) == ["a", "b"])
  }

  @Test(arguments: [
    (FaultRule.throttle(.send), TransportError.Code.throttled),
    (.unreachable(.send), .unreachable), (.loseRequest(.send), .outcomeUnknown),
    (.fail(.accessDenied, .send), .accessDenied), (.throttle(), .throttled),
  ])
  func `a call that fails before the act reaches nothing`(
    rule: FaultRule, expected: TransportError.Code
  ) async throws {
    queue.plan.add(rule)

    #expect(await code { try await queue.send("a") } == expected)

    #expect(await queue.plain.sent == [])
  }

  @Test func `a call whose answer is lost was carried out`() async throws {
    queue.plan.add(.loseAnswer(.send))

    #expect(await code { try await queue.send("a") } == .outcomeUnknown)

    #expect(await queue.plain.sent == ["a"])
  }

  @Test func `an error says what was attempted, and that it was made`() async throws {
    queue.plan.add(.throttle(.send))

    let error = await #expect(throws: TransportError.self) { try await queue.send("a") }

    #expect(error?.description == "Could not send to orders: throttled, as a fault rule has it")
  }

  @Test(arguments: [
    FaultRule.throttle(.receive), elsewhere,
    .throttle(.send).times(0), .throttle(.send).atRate(0), .deliverTwice, .loseBlobs,
    .throttle(.send).only(.group("g")), FaultRule(.corrupt, to: [.send]),
  ])
  func `a rule about something else does nothing`(rule: FaultRule) async throws {
    queue.plan.add(rule)

    #expect(try await queue.send("a") == [nil])
  }

  @Test(arguments: [
    FaultSelection.at([1, 7]), .body(containing: "bad"), .group("g"),
    .matching { $0.body == "bad 1" },
  ])
  func `selected entries fail and the others go their way`(selection: FaultSelection) async throws {
    queue.plan.add(.failEntries(.invalidMessageContents, .send).only(selection))
    let messages = [
      OutgoingMessage("a"), OutgoingMessage("bad 1", groupID: "g"), OutgoingMessage("c"),
    ]

    let outcomes = try await queue.transport.send(messages, to: queue.name)

    #expect(outcomes.map { (try? $0.get())?.id.rawValue } == ["a", nil, "c"])
    #expect(await queue.plain.sent == ["a", "c"])
  }

  @Test func `a batch of which every entry fails reaches nothing`() async throws {
    queue.plan.add(.failEntries(.throttled, .delete))
    let receipts = ["a", "b"].map { ReceiptHandle(rawValue: $0) }

    let outcomes = try await queue.transport.delete(receipts, from: queue.name)

    #expect(outcomes.allSatisfy { (try? $0.get()) == nil })
    #expect(await queue.plain.deleted == [])
  }

  @Test func `entries may fail after they were carried out`() async throws {
    queue.plan.add(FaultRule(.failEntries(.unreachable, .afterAct), to: [.send]).at(0))

    #expect(try await queue.send("a", "b") == [.unreachable, nil])

    #expect(await queue.plain.sent == ["a", "b"])
  }

  @Test func `a whole call may fail for the sake of one entry`() async throws {
    queue.plan.add(.throttle(.send).only(.body(containing: "b")))

    #expect(await queue.sends("a"))
    #expect(await code { try await queue.send("a", "b") } == .throttled)
  }

  @Test func `an answer is delayed on the plan's clock`() async throws {
    queue.plan.add(.delayAnswer(by: .seconds(5), .send))

    async let outcomes = queue.send("a")
    await queue.clock.waitForCalls(atLeast: 1)
    #expect(await queue.plain.sent == ["a"])
    #expect(queue.clock.pendingCalls == [queue.clock.now.advanced(by: .seconds(5))])
    queue.clock.advance(by: .seconds(5))

    #expect(try await outcomes == [nil])
  }

  @Test func `the rules of one call are taken in their order, up to the first that fails it`()
    async throws
  {
    queue.plan.add(.throttle(.send).times(1))
    queue.plan.add(.unreachable(.send).times(1))

    #expect(await code { try await queue.send("a") } == .throttled)
    #expect(await code { try await queue.send("a") } == .unreachable)
    #expect(await queue.sends())
  }
}
