import Dovetail
import Logging
import Synchronization
import Testing

@Suite("Batch handlers: permits, time, leases and the end", .timeLimit(.minutes(5)))
struct BatchEndTests {
  private let key = TaskKey("step", as: ((Int) -> Void).self)

  private func enqueue(_ count: Int, on bench: Workbench) async throws {
    for outcome in await bench.broker.enqueueAll(key, Array(0..<count)) { _ = try outcome.get() }
  }

  @Test func `rule 1: a call takes one permit, and those that wait for it take none`() async throws
  {
    let bench = try await Workbench()
    let gate = Gate()
    let other = bench.broker.task("other") { 7 }
    try await enqueue(8, on: bench)
    let worker = RunningWorker(
      Worker(bench.broker, concurrency: 2) {
        key.handleWholeBatches(upTo: 5, linger: .seconds(3600)) { _ in await gate.pass() }
        other
      })
    await gate.waitForArrivals(1)  // Five run, three wait.

    #expect(try await other.enqueue().value(timeout: .seconds(1)) == 7)

    #expect(gate.arrivals == 1)
    gate.open()
    try await worker.stop()
  }

  @Test func `rule 1: no more calls at once than the queue and the handler allow`() async throws {
    for limit in 0..<2 {
      let bench = try await Workbench {
        if limit == 0 { $0.defaultQueue = TaskQueue("default") { $0.concurrency = 1 } }
      }
      let (gate, peak) = (Gate(), Peak())
      try await enqueue(6, on: bench)
      let handler = key.handleWholeBatches(upTo: 2, linger: .seconds(3600)) { _ in
        await peak.during { await gate.pass() }
      }
      let worker = RunningWorker(
        Worker(bench.broker, concurrency: 8) { limit == 0 ? handler : handler.concurrency(1) })
      await gate.waitForArrivals(1)
      gate.open()
      try await bench.wait { $0.total == 0 }
      try await worker.stop()

      #expect(peak.highest == 1)
      #expect(gate.arrivals == 3)
    }
  }

  @Test func `rule 1: batches that hold all that may be held do not wait for more`() async throws {
    let bench = try await Workbench()
    let sizes = Log<Int>()
    try await enqueue(9, on: bench)
    for outcome in await bench.broker.enqueueAll(Letter.numbered(9)) { _ = try outcome.get() }
    let rest = TaskKey("rest", as: (() -> Void).self)
    for _ in 0..<9 { try await bench.broker.enqueue(rest) }
    let worker = RunningWorker(
      Worker(bench.broker, concurrency: 1) {
        key.handleWholeBatches(upTo: 10, linger: .seconds(3600)) { batch in sizes.add(batch.count) }
        Letter.handleWholeBatches(upTo: 10, linger: .seconds(3600)) { batch in
          sizes.add(batch.count)
        }
        rest.handleWholeBatches(upTo: 10, linger: .seconds(3600)) { batch in
          sizes.add(batch.count)
        }
      })

    await bench.waitForCall(after: .seconds(1))
    bench.clock.advance(by: .seconds(1))
    try await bench.wait { $0.total < 27 }
    try await worker.stop()

    #expect(!sizes.all.isEmpty)
  }

  @Test func `rule 3: messages that wait for their batch keep their leases`() async throws {
    let bench = try await Workbench()
    let log = Log<[Int]>()
    try await enqueue(2, on: bench)
    let worker = RunningWorker(
      Worker(bench.broker, concurrency: 4) {
        key.handleWholeBatches(upTo: 100, linger: .seconds(40)) { batch in
          log.add(batch.map(\.context.receiveCount))
        }
      })
    await bench.clock.waitForCalls(atLeast: 3)  // The poll, the leases, the linger.

    bench.clock.advance(by: .seconds(30))
    await bench.waitForCalls(1, of: .changeVisibility)
    #expect(bench.faults.tally(of: .changeVisibility).entries == 2)
    bench.clock.advance(by: .seconds(10))
    try await bench.wait { $0.total == 0 }
    try await worker.stop()

    #expect(log.all == [[1, 1]])
  }

  @Test func `rule 3: a message whose lease was lost while it waited is not run`() async throws {
    let bench = try await Workbench()
    let (runs, warnings) = (Log<Int>(), Log<String>())
    var configuration = BrokerConfiguration()
    configuration.logger = Logger(label: "test") { _ in LogNote(log: warnings) }
    let broker = try await Broker(bench.services, configuration)
    bench.faults.add(.throttle(.changeVisibility))
    try await enqueue(1, on: bench)
    let worker = RunningWorker(
      Worker(broker) {
        key.handleWholeBatches(upTo: 2, linger: .seconds(59)) { batch in
          for item in batch { runs.add(item.payload) }
        }
      })
    await bench.clock.waitForCalls(atLeast: 3)  // The poll, the lease, the linger.

    bench.clock.advance(by: .seconds(58))
    while !warnings.all.contains(where: { $0.hasPrefix("A lease ran out") }) { await Task.yield() }
    bench.clock.advance(by: .seconds(1))
    while !warnings.all.contains(where: { $0.hasPrefix("The lease was lost") }) {
      await Task.yield()
    }
    try await worker.stop()

    #expect(runs.all.isEmpty)
    #expect(bench.faults.tally(of: .delete).calls == 0)
  }

  @Test func `rule 3: a call goes on while one of its messages is held, and ends when none is`()
    async throws
  {
    for lost in 1...2 {
      let bench = try await Workbench()
      let gate = Gate()
      let cancelled = Atomic(false)
      try await enqueue(2, on: bench)
      bench.faults.add(
        lost == 2
          ? .loseLeases : .failEntries(.messageNotAvailable, .changeVisibility).at(0))

      async let reports = Worker(bench.broker) {
        key.handleBatches(upTo: 2) { batch in
          await withTaskCancellationHandler {
            await gate.pass()
          } onCancel: {
            cancelled.store(true, ordering: .releasing)
            gate.open()
          }
          try Task.checkCancellation()
          return batch.map { $0.succeeded() }
        }
      }.drain()
      await gate.waitForArrivals(1)
      await bench.clock.waitForCalls(atLeast: 1)
      bench.clock.advance(by: .seconds(30))
      await bench.waitForCalls(1, of: .changeVisibility)
      if lost == 1 { gate.open() }

      let outcomes = try await reports.map(\.outcome)
      #expect(cancelled.load(ordering: .acquiring) == (lost == 2))
      #expect(outcomes == (lost == 2 ? [.lost, .lost] : [.succeeded, .succeeded]))
    }
  }

  @Test func `a time-out cancels the call, and all of its messages have failed`() async throws {
    let bench = try await Workbench { $0.retry = .never }
    let gate = Gate()
    gate.open()
    try await enqueue(1, on: bench)
    try await bench.broker.enqueue(key, 1, options: .timeout(.seconds(10)))  // The shortest.

    async let reports = Worker(bench.broker) {
      key.handleWholeBatches(upTo: 2, timeout: .seconds(60)) { batch in
        await gate.pass()
        try await batch[0].context.clock.sleep(for: .seconds(3600))
      }
    }.drain()
    await gate.waitForArrivals(1)
    await bench.waitForCall(after: .seconds(10))
    bench.clock.advance(by: .seconds(10))

    let end = TaskReport.Outcome.deadLettered(
      reason: "TimeoutError: The run took longer than 10.0 s.")
    #expect(try await reports.map(\.outcome) == [end, end])
  }

  @Test func `rule 12: what is being gathered when the worker stops is given back at once`()
    async throws
  {
    let bench = try await Workbench()
    let log = Log<Int>()
    let worker = RunningWorker(
      Worker(bench.broker) {
        key.handleWholeBatches(upTo: 100, linger: .seconds(3600)) { batch in log.add(batch.count) }
      })
    try await enqueue(3, on: bench)
    try await bench.wait { $0.inFlight == 3 }
    await bench.waitForCall(after: .seconds(3600))

    try await worker.stop()

    #expect(log.all.isEmpty)
    #expect(try await bench.visible().map(\.receiveCount) == [2, 2, 2])
  }

  /// Tells a worker to end while a call works on three messages, and goes on until that has ended.
  private func endDuringCall(
    of bench: Workbench, then act: () async -> Void,
    _ body: @escaping @Sendable (TaskContext) async throws -> Void
  ) async throws {
    let arrival = Gate()
    arrival.open()
    try await enqueue(3, on: bench)
    let worker = RunningWorker(
      Worker(bench.broker, drainTimeout: .seconds(25)) {
        key.handleWholeBatches(upTo: 3) { batch in
          await arrival.pass()
          try await body(batch[0].context)
        }
      })
    await arrival.waitForArrivals(1)
    worker.signal()
    await act()
    try await worker.end()
  }

  @Test func `rule 12: a call that runs comes to its end, its results stored and messages deleted`()
    async throws
  {
    let bench = try await Workbench()
    let gate = Gate()

    try await endDuringCall(of: bench) {
      gate.open()
    } _: { _ in
      await gate.pass()
    }

    #expect(try await bench.broker.counts(of: "default").total == 0)
  }

  @Test func `rule 12: a call that outlasts the drain is cancelled, and its messages given back`()
    async throws
  {
    let bench = try await Workbench()

    try await endDuringCall(of: bench) {
      await bench.waitForCall(after: .seconds(22))
      bench.clock.advance(by: .seconds(22))
    } _: { context in
      try await context.clock.sleep(for: .seconds(86_400))
    }

    let messages = try await bench.visible()
    #expect(messages.count == 3)
    for message in messages {
      #expect(try await bench.results.attempts(of: message.id) == nil)
    }
  }

  @Test func `rule 12: a call that ignores its cancellation is left behind, its holds run out`()
    async throws
  {
    let bench = try await Workbench()
    let gate = Gate()

    try await endDuringCall(of: bench) {
      await bench.waitForCall(after: .seconds(25))
      bench.clock.advance(by: .seconds(22))
      bench.clock.advance(by: .seconds(3))
    } _: { _ in
      await gate.pass()
    }

    #expect(try await bench.visible().isEmpty)
    bench.clock.advance(by: .seconds(60))
    #expect(try await bench.visible().count == 3)
    gate.open()
  }

  @Test func `rule 11: a rate limit counts calls, and a paused task gathers but does not begin`()
    async throws
  {
    let bench = try await Workbench()
    let sizes = Log<Int>()
    let worker = Worker(bench.broker, concurrency: 8) {
      key.handleWholeBatches(upTo: 3, linger: .seconds(3600)) { batch in sizes.add(batch.count) }
        .rate(1, per: .seconds(10))
    }
    worker.pause(task: "step")
    let service = RunningWorker(worker)
    try await enqueue(6, on: bench)
    try await bench.wait { $0.inFlight == 6 }
    #expect(sizes.all.isEmpty)

    worker.resume(task: "step")
    try await bench.wait { $0.total == 3 }
    #expect(sizes.all == [3])
    await bench.waitForCall(after: .seconds(10))
    bench.clock.advance(by: .seconds(10))
    try await bench.wait { $0.total == 0 }
    try await service.stop()

    #expect(sizes.all == [3, 3])
  }

  @Test func `a paused task is put off by a run that does not stay`() async throws {
    let bench = try await Workbench()
    try await enqueue(2, on: bench)
    let worker = Worker(bench.broker) { key.handleWholeBatches(upTo: 3) { _ in } }
    worker.pause(task: "step")

    let reports = try await worker.drain()

    #expect(
      reports.map(\.outcome) == Array(repeating: .postponed(by: .seconds(30)), count: 2))
  }

  @Test func `a blocking body is run once for all, off the cooperative pool`() async throws {
    let bench = try await Workbench()
    let sizes = Log<Int>()
    try await enqueue(5, on: bench)

    try await Worker(bench.broker, concurrency: 8) {
      key.handleWholeBatches(upTo: 10) { batch in sizes.add(batch.count) }.blocking()
    }.drain()

    #expect(sizes.all == [5])
  }

  @Test func `health tells a call as one body, and what it works on`() async throws {
    let bench = try await Workbench()
    let gate = Gate()
    try await enqueue(3, on: bench)
    let worker = Worker(bench.broker, concurrency: 1, presence: .seconds(5)) {
      key.handleWholeBatches(upTo: 3) { _ in await gate.pass() }
    }
    let service = RunningWorker(worker)
    await gate.waitForArrivals(1)

    #expect(worker.health.running == 1)
    await bench.waitForCalls(1, of: .putBlob)
    bench.clock.advance(by: .seconds(5))
    await bench.waitForCalls(2, of: .putBlob)
    let presence = try #require(try await bench.broker.workers().first)
    #expect(presence.running.map(\.messages) == [3])
    gate.open()
    try await service.stop()
  }

  @Test func `a shutdown policy counts the messages of a batch as runs`() async throws {
    let bench = try await Workbench()
    try await enqueue(3, on: bench)
    let worker = Worker(bench.broker) { key.handleWholeBatches(upTo: 3) { _ in } }

    try await worker.run(until: .finished(runs: 3))

    #expect(try await bench.broker.counts(of: "default").total == 0)
  }
}

/// Notes the texts of warnings.
private struct LogNote: LogHandler {
  let log: Log<String>
  var logLevel = Logger.Level.warning
  var metadata: Logger.Metadata = [:]

  init(log: Log<String>) {
    self.log = log
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    log.add("\(event.message)")
  }
}
