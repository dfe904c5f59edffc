import Dovetail
import Testing

@Suite("Payloads: when storing or sending fails", .timeLimit(.minutes(5)))
struct StoringFailureTests {
  private static let large = PayloadBench.large

  @Test func `a put that fails for a reason that may pass is made again`() async throws {
    let bench = try await PayloadBench()
    bench.faults.add(.throttle(.putBlob).times(2))

    async let job = bench.count.enqueue(Self.large)
    for _ in 0..<2 {
      await bench.clock.waitForCalls(atLeast: 1)
      bench.clock.advance(by: .seconds(1))
    }
    _ = try await job

    #expect(try await bench.bench.visible().count == 1)
    #expect(try await bench.keys().count == 1)
  }

  @Test(arguments: [FaultRule.loseRequest(.putBlob), .throttle(.putBlob)])
  func `a put that goes on failing is given up, and nothing is sent`(rule: FaultRule) async throws {
    let bench = try await PayloadBench()
    bench.faults.add(rule)

    let job = Task { try await bench.count.enqueue(Self.large) }
    for _ in 0..<2 {
      await bench.clock.waitForCalls(atLeast: 1)
      bench.clock.advance(by: .seconds(1))
    }
    let error = await #expect(throws: TransportError.self) { try await job.value }

    #expect(error?.code != .outcomeUnknown)
    #expect(error?.description.contains("payload") == true)
    #expect(bench.faults.tally(of: .putBlob).calls == 3)
    #expect(try await bench.bench.visible().isEmpty)
  }

  @Test func `a put that is refused is not made again`() async throws {
    let bench = try await PayloadBench()
    bench.faults.add(.fail(.accessDenied, .putBlob))

    let error = await #expect(throws: TransportError.self) {
      try await bench.count.enqueue(Self.large)
    }

    #expect(error?.code == .accessDenied)
    #expect(bench.faults.tally(of: .putBlob).calls == 1)
    #expect(try await bench.bench.visible().isEmpty)
  }

  @Test func `a put whose answer is lost makes no second object`() async throws {
    let bench = try await PayloadBench()
    bench.faults.add(.loseAnswer(.putBlob).times(1))

    async let job = bench.count.enqueue(Self.large)
    await bench.clock.waitForCalls(atLeast: 1)
    bench.clock.advance(by: .seconds(1))

    let id = try await job.id
    #expect(try await bench.keys() == ["app/payloads/\(id).json"])
  }

  @Test func `a store that takes no name is given up`() async throws {
    let bench = try await PayloadBench()
    bench.faults.add(.fail(.preconditionFailed, .putBlob))

    let error = await #expect(throws: TransportError.self) {
      try await bench.count.enqueue(Self.large)
    }

    #expect(error?.code == .preconditionFailed)
  }

  @Test(arguments: [
    FaultRule.fail(.accessDenied, .send), .failEntries(.invalidParameterValue, .send),
    .throttle(.send),
  ])
  func `T8: a body whose message is not accepted is removed again`(rule: FaultRule) async throws {
    let bench = try await PayloadBench { $0.batching.retry = .never }
    bench.faults.add(rule)

    await #expect(throws: TransportError.self) { try await bench.count.enqueue(Self.large) }

    #expect(try await bench.keys().isEmpty)
  }

  @Test func `a body that cannot be removed is left behind, and the caller told all the same`()
    async throws
  {
    let bench = try await PayloadBench { $0.batching.retry = .never }
    bench.faults.add(.fail(.accessDenied, .send, .deleteBlobs))

    let error = await #expect(throws: TransportError.self) {
      try await bench.count.enqueue(Self.large)
    }

    #expect(error?.code == .accessDenied)
    #expect(try await bench.keys().count == 1)
  }

  @Test func `a body stays whose message may be in the queue`() async throws {
    let bench = try await PayloadBench { $0.batching.retry = .never }
    bench.faults.add(.loseAnswer(.send))

    let error = await #expect(throws: TransportError.self) {
      try await bench.count.enqueue(Self.large)
    }

    #expect(error?.code == .outcomeUnknown)
    #expect(try await bench.keys().count == 1)
  }

  @Test func `an answer that was lost is not forgotten when the next attempt is refused`()
    async throws
  {
    let bench = try await PayloadBench { $0.batching.retry = .constant(.seconds(1)) }
    bench.faults.add(.loseAnswer(.send).times(1))
    bench.faults.add(.fail(.accessDenied, .send).skipping(1))

    let job = Task { try await bench.count.enqueue(Self.large) }
    await bench.clock.waitForCalls(atLeast: 1)
    bench.clock.advance(by: .seconds(1))
    let error = await #expect(throws: TransportError.self) { try await job.value }

    #expect(error?.code == .outcomeUnknown)
    #expect(try await bench.keys().count == 1)
    #expect(try await bench.bench.visible().count == 1)
  }

  @Test(arguments: [true, false])
  func `a body whose message is taken back is removed`(isCleared: Bool) async throws {
    let bench = try await PayloadBench()
    let send = Task {
      try await bench.count.enqueue(Self.large, options: .linger(.seconds(60)))
    }
    while try bench.broker.status(of: "default").buffered == 0 { await Task.yield() }
    #expect(try await bench.keys().count == 1)

    if isCleared { try bench.broker.clear("default") } else { send.cancel() }
    await #expect(throws: (any Error).self) { try await send.value }

    #expect(try await bench.keys().isEmpty)
  }

  @Test func `a body that is not taken any more is removed`() async throws {
    let bench = try await PayloadBench()
    await bench.broker.shutdown()
    let key = TaskKey("count", as: ((String) -> Int).self)

    await #expect(throws: TaskError.self) { try await bench.broker.enqueue(key, Self.large) }
    await #expect(throws: TaskError.self) { try await bench.broker.enqueueLater(key, Self.large) }

    #expect(try await bench.keys().isEmpty)
  }
}
