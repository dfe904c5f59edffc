import Dovetail
import Testing

@Suite("Worker: acknowledgements", .timeLimit(.minutes(5)))
struct AcknowledgeTests {
  private let key = TaskKey("step", as: ((Int) -> Void).self)

  @Test func `rule 4: deletes of tasks that end about together share a request`() async throws {
    let bench = try await Workbench(isJoint: false)
    let (gate, last) = (Gate(), Gate())
    try await bench.enqueue(key, 0..<10)
    let worker = RunningWorker(
      Worker(bench.broker, concurrency: 10) {
        key.handle { number in await (number == 9 ? last : gate).pass() }
      })
    await gate.waitForArrivals(9)
    await last.waitForArrivals(1)

    gate.open()  // One body still runs, so nine deletes linger.
    await bench.waitForCalls(9, of: .putBlob)
    try await bench.pass(.milliseconds(50)) { $0.total == 1 }
    #expect(bench.faults.tally(of: .delete).calls < 5)  // Some may have come late.
    last.open()
    try await bench.wait { $0.total == 0 }
    try await worker.stop()
  }

  @Test func `rule 4: ten deletes do not linger`() async throws {
    let bench = try await Workbench()
    let (gate, last) = (Gate(), Gate())
    try await bench.enqueue(key, 0..<11)
    let worker = RunningWorker(
      Worker(bench.broker, concurrency: 22) {
        key.handle { number in await (number == 10 ? last : gate).pass() }
      })
    await gate.waitForArrivals(10)
    await last.waitForArrivals(1)

    gate.open()
    await bench.waitForCalls(1, of: .delete)

    #expect(bench.faults.tally(of: .delete) == CallTally(calls: 1, entries: 10))
    last.open()
    try await worker.stop()
  }

  @Test func `rule 4: when no body runs nothing lingers`() async throws {
    let bench = try await Workbench()
    try await bench.broker.enqueue(key, 1)

    let worker = RunningWorker(Worker(bench.broker) { key.handle { _ in } })
    try await bench.wait { $0.total == 0 }

    try await worker.stop()
  }

  @Test func `rule 4: an entry that failed is deleted again, those beside it are not`() async throws
  {
    let bench = try await Workbench()
    try await bench.enqueue(key, 0..<3)
    bench.faults.add(.failEntries(.throttled, .delete).times(1))

    async let reports = Worker(bench.broker, concurrency: 3) { key.handle { _ in } }.drain()
    try await bench.wait { $0.total == 1 }
    try await bench.pass(.milliseconds(200)) { $0.total == 0 }

    #expect(try await reports.map(\.outcome) == Array(repeating: .succeeded, count: 3))
    #expect(bench.faults.tally(of: .delete).entries == 4)
  }

  @Test func `rule 4: the next of a group starts after the delete of the one before`() async throws
  {
    let bench = try await Workbench { $0.defaultQueue = "orders.fifo" }
    try await bench.enqueue(key, [1, 2])
    bench.faults.add(.delayAnswer(by: .seconds(5), .delete).times(1))
    let gate = Gate()
    gate.open()

    async let reports = Worker(bench.broker) { key.handle { _ in await gate.pass() } }.drain()
    await bench.clock.waitForCall(by: bench.clock.now.advanced(by: .seconds(5)))
    #expect(gate.arrivals == 1)
    bench.clock.advance(by: .seconds(5))

    #expect(try await reports.count == 2)
    #expect(gate.arrivals == 2)
  }

  @Test func `rule 4: deletes of different groups share a request without a linger`() async throws {
    let bench = try await Workbench(isJoint: false) { $0.defaultQueue = "orders.fifo" }
    let gate = Gate()
    let letters = try ["a", "b", "c"].map { try key.bake(1, options: .group($0)) }
    for outcome in await bench.broker.enqueueAll(letters) { _ = try outcome.get() }
    bench.faults.add(FaultRule(.delay(.seconds(5), .beforeAct), to: [.delete]).times(1))

    async let reports = Worker(bench.broker, concurrency: 3) {
      key.handle { _ in await gate.pass() }
    }.drain()
    await gate.waitForArrivals(3)
    gate.open()  // The first delete goes at once; the others gather until it is answered.
    await bench.waitForCalls(3, of: .putBlob)
    for _ in 0..<100 { await Task.yield() }
    bench.clock.advance(by: .seconds(5))

    #expect(try await reports.map(\.outcome) == Array(repeating: .succeeded, count: 3))
    #expect(bench.faults.tally(of: .delete) == CallTally(calls: 2, entries: 3))
  }

  @Test func `rule 4: a delete that waits for its answer keeps its lease`() async throws {
    let bench = try await Workbench()
    try await bench.broker.enqueue(key, 1)
    bench.faults.add(FaultRule(.delay(.seconds(70), .beforeAct), to: [.delete]))

    async let reports = Worker(bench.broker) { key.handle { _ in } }.drain()
    await bench.clock.waitForCalls(atLeast: 2)  // The lease, the delete.
    for renewals in 1...2 {
      bench.clock.advance(by: .seconds(30))
      await bench.waitForCalls(renewals, of: .changeVisibility)
      await bench.clock.waitForCalls(atLeast: 2)
    }
    #expect(try await bench.visible().isEmpty)
    bench.clock.advance(by: .seconds(10))

    #expect(try await reports.map(\.outcome) == [.succeeded])
  }

  @Test func `rule 4: a delete that lingers goes at once when the worker stops`() async throws {
    let bench = try await Workbench(isJoint: false)
    let (gate, last) = (Gate(), Gate())
    try await bench.enqueue(key, [0, 1])
    let worker = RunningWorker(
      Worker(bench.broker, concurrency: 2) {
        key.handle { number in await (number == 1 ? last : gate).pass() }
      })
    await gate.waitForArrivals(1)
    await last.waitForArrivals(1)
    gate.open()
    await bench.waitForCalls(1, of: .putBlob)

    worker.signal()
    try await bench.wait { $0.total == 1 }  // No time has passed.

    last.open()
    try await worker.end()
    #expect(try await bench.broker.counts(of: "default").total == 0)
  }

  @Test(arguments: [Duration.seconds(3600), .seconds(-3600)])
  func `rule 4: a step of the system's time holds up no delete`(step: Duration) async throws {
    let bench = try await Workbench()
    let stepped = SteppedClock(bench.clock)
    let broker = try await bench.broker(on: stepped)
    let (gate, last) = (Gate(), Gate())
    for outcome in await broker.enqueueAll(key, [0, 1]) { _ = try outcome.get() }
    let worker = RunningWorker(
      Worker(broker, concurrency: 2) {
        key.handle { number in await (number == 1 ? last : gate).pass() }
      })
    await gate.waitForArrivals(1)
    await last.waitForArrivals(1)
    gate.open()
    await bench.clock.waitForCall(by: bench.clock.now.advanced(by: .milliseconds(50)))

    stepped.step(by: step)
    bench.clock.advance(by: .milliseconds(50))

    try await bench.wait { $0.total == 1 }
    last.open()
    try await bench.wait { $0.total == 0 }
    try await worker.stop()
  }

  @Test func `rule 4: a result lingers 5 ms with its delete while other bodies run`() async throws {
    let bench = try await Workbench()
    let (gate, last) = (Gate(), Gate())
    try await bench.enqueue(key, [0, 1])
    let worker = RunningWorker(
      Worker(bench.broker, concurrency: 2) {
        key.handle { number in await (number == 1 ? last : gate).pass() }
      })
    await last.waitForArrivals(1)
    gate.open()
    await bench.clock.waitForCall(by: bench.clock.now.advanced(by: .milliseconds(5)))
    #expect(bench.faults.tally(of: .delete).calls == 0)

    bench.clock.advance(by: .milliseconds(5))

    try await bench.wait { $0.total == 1 }
    #expect(bench.faults.tally(of: .putBlob).calls == 1)
    last.open()
    try await bench.wait { $0.total == 0 }
    try await worker.stop()
  }

  @Test(arguments: [true, false])
  func `rule 4: a result that somebody waits for does not linger`(waitsBefore: Bool) async throws {
    let bench = try await Workbench()
    let (gate, last) = (Gate(), Gate())
    let task = bench.broker.task("seven") { () -> Int in
      await gate.pass()
      return 7
    }
    let job = try await task.enqueue()
    try await bench.enqueue(key, [1])
    let worker = RunningWorker(
      Worker(bench.broker, concurrency: 2) {
        task
        key.handle { _ in await last.pass() }
      })
    await gate.waitForArrivals(1)
    await last.waitForArrivals(1)

    async let before = waitsBefore ? job.value(timeout: .seconds(60)) : 7
    if waitsBefore {
      await bench.clock.waitForCall(by: bench.clock.now.advanced(by: .milliseconds(50)))
    }
    gate.open()
    if !waitsBefore {
      await bench.clock.waitForCall(by: bench.clock.now.advanced(by: .milliseconds(5)))
    }

    #expect(try await job.value(timeout: .seconds(60)) == 7)  // No time has passed.
    #expect(try await before == 7)
    last.open()
    try await bench.wait { $0.total == 0 }
    try await worker.stop()
  }
}
