import DovetailTransport
import Testing

@Suite("Crash points", .timeLimit(.minutes(5)))
struct CrashPointTests {
  private let queue: FaultyQueue

  init() throws {
    queue = try FaultyQueue()
  }

  private func expectClosed(_ call: () async throws -> Void) async {
    let error = await #expect(throws: TransportError.self) { try await call() }
    #expect(error?.code == .closed)
  }

  @Test func `nothing of the call before which it crashes is carried out`() async throws {
    queue.plan.add(.crash(before: .send))

    await expectClosed { try await queue.send("a") }

    #expect(await queue.plain.sent == [])
    #expect(queue.plan.isCrashed)
  }

  @Test func `the call after which it crashes is carried out, and its answer not heard`()
    async throws
  {
    queue.plan.add(.crash(after: .send))

    await expectClosed { try await queue.send("a") }

    #expect(await queue.plain.sent == ["a"])
  }

  @Test func `after a crash no call of any kind arrives`() async throws {
    try await queue.send("a")
    queue.plan.crash()

    await expectClosed { _ = try await queue.receive() }
    await expectClosed { try await queue.send("b") }
    await expectClosed {
      _ = try await queue.transport.delete([ReceiptHandle(rawValue: "a")], from: queue.name)
    }
    await expectClosed {
      _ = try await queue.transport.changeVisibility(
        of: ReceiptHandle(rawValue: "a"), to: .zero, on: queue.name)
    }

    #expect(await queue.plain.sent == ["a"])
    #expect(await queue.plain.receives == 0)
    #expect(await queue.plain.deleted == [])
    #expect(queue.plan.tally(of: .receive) == CallTally())
  }

  @Test func `a call that is delayed over a crash does not arrive either`() async throws {
    queue.plan.add(FaultRule(.delay(.seconds(5), .beforeAct), to: [.send]))

    async let sends = queue.sends()
    await queue.clock.waitForCalls(atLeast: 1)
    queue.plan.crash()
    queue.clock.advance(by: .seconds(5))

    #expect(await !sends)
    #expect(await queue.plain.sent == [])
  }

  @Test func `a crash after so many calls lets those pass`() async throws {
    queue.plan.add(.crash(after: .send).skipping(2).times(1))

    #expect(await queue.fates(of: 4) == [true, true, false, false])
    #expect(await queue.plain.sent.count == 3)
  }

  @Test func `after a restart calls arrive again`() async throws {
    queue.plan.add(.crash(before: .send).times(1))
    #expect(await !queue.sends())

    queue.plan.restart()

    #expect(await queue.sends())
  }
}
