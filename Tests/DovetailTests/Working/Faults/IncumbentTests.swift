import Dovetail
import Testing

/// What other systems on SQS get wrong while they run tasks; ``KnownFaults`` has the whole list.
@Suite("Faults of incumbents: TaskIQ on SQS", .timeLimit(.minutes(5)))
struct IncumbentTests {
  private let key = TaskKey("step", as: ((Int) -> Void).self)

  @Test func `1a.6: an idle queue costs three receives a minute`() async throws {
    let bench = try await Workbench()
    let worker = RunningWorker(Worker(bench.broker) { key.handle { _ in } })

    for receives in 1...3 {
      await bench.clock.waitForCalls(atLeast: 1)
      bench.clock.advance(by: .seconds(20))
      await bench.waitForCalls(receives, of: .receive)
    }
    await bench.clock.waitForCalls(atLeast: 1)

    #expect(bench.faults.tally(of: .receive) == CallTally(calls: 3, entries: 0))
    try await worker.stop()
  }

  @Test func `1a.7: leases are renewed without being asked for, in tens, as long as a body runs`()
    async throws
  {
    let bench = try await Workbench()
    let gate = Gate()
    try await bench.enqueue(key, 0..<10)

    async let reports = Worker(bench.broker, concurrency: 10) {
      key.handle { _ in await gate.pass() }
    }.drain()
    await gate.waitForArrivals(10)
    for renewals in 1...120 {  // An hour.
      bench.clock.advance(by: .seconds(30))
      await bench.waitForCalls(renewals, of: .changeVisibility)
      let next = bench.clock.now.advanced(by: .seconds(30))
      while !bench.clock.pendingCalls.contains(next) { await Task.yield() }
    }
    gate.open()

    #expect(try await reports.map(\.outcome) == Array(repeating: .succeeded, count: 10))
    #expect(bench.faults.tally(of: .changeVisibility) == CallTally(calls: 120, entries: 1200))
  }

  @Test func `1a.8: a missing payload stops no queue`() async throws {
    let bench = try await PayloadBench { $0.queues = ["other"] }
    let task = bench.count
    try await task.enqueue(PayloadBench.large)
    let worker = RunningWorker(Worker(bench.broker) { task })
    bench.faults.add(.loseBlobs)
    while try await bench.broker.counts(of: "default").total > 0 { await Task.yield() }
    bench.faults.removeAll()

    let jobs = try await [
      task.enqueue("abc"), task.enqueue("abcd", options: .queue("other")),
    ]

    #expect(try await jobs[0].value(timeout: .seconds(1)) == 3)
    #expect(try await jobs[1].value(timeout: .seconds(1)) == 4)
    try await worker.stop()
  }

  @Test func `1a.9: what was received and not begun is back in the queue at the end`() async throws
  {
    let bench = try await Workbench()
    let worker = Worker(bench.broker) { key.handle { _ in } }
    worker.pause(task: "step")
    let running = RunningWorker(worker)
    try await bench.enqueue(key, 0..<10)
    try await bench.wait { $0.inFlight == 10 }

    try await running.stop()

    #expect(try await bench.broker.counts(of: "default").available == 10)
  }

  @Test func `1a.10: payloads go with their tasks, and deletes in tens`() async throws {
    let bench = try await PayloadBench()
    let gate = Gate()
    let task = bench.broker.task("held") { (_: String) in await gate.pass() }
    for _ in 0..<10 { try await task.enqueue(PayloadBench.large) }

    async let reports = Worker(bench.broker, concurrency: 10) { task }.drain()
    await gate.waitForArrivals(10)
    gate.open()

    #expect(try await reports.count == 10)
    #expect(bench.faults.tally(of: .delete).calls <= 5)
    #expect(try await bench.keys().allSatisfy { $0.hasPrefix("app/payloads/done/") })
  }

  @Test func `1a.11: messages of one group that come together run one after the other`()
    async throws
  {
    let bench = try await Workbench { $0.defaultQueue = "orders.fifo" }
    let (peak, heard) = (Peak(), Notes<Int>())
    try await bench.enqueue(key, 0..<10, options: .group("a"))

    try await Worker(bench.broker, concurrency: 10) {
      key.handle { number in
        await peak.during {
          heard.add(number)
          await Task.yield()
        }
      }
    }.drain()

    #expect(bench.faults.tally(of: .receive).entries == 10)
    #expect(heard.all == Array(0..<10))
    #expect(peak.highest == 1)
  }

  @Test func `1a.12: a repeated run on FIFO is swallowed by no de-duplication`() async throws {
    let bench = try await Workbench { $0.defaultQueue = "orders.fifo" }
    let worker = Worker(bench.broker) {
      key.handle(retry: .constant(.seconds(1))) { (context: TaskContext, _: Int) in
        if context.attempt < 3 { throw PaymentDeclined() }
      }
    }
    let job = try await bench.broker.enqueue(key, 1, options: .group("a"))

    let reports = try await bench.drainAll(worker, rounds: 4)

    #expect(reports.map(\.attempt) == [1, 2, 3])
    #expect(bench.faults.tally(of: .send).entries == 1)
    #expect(try await job.value(timeout: .zero) == NoValue())
  }

  @Test func `1b.1: a task that fails is not acknowledged, and ends in the dead-letter queue`()
    async throws
  {
    let bench = try await Workbench()
    let worker = Worker(bench.broker) {
      key.handle(retry: .constant(.seconds(30), maxAttempts: 2)) { _ in throw PaymentDeclined() }
    }
    try await bench.broker.enqueue(key, 1)

    try await worker.drain()
    #expect(bench.faults.tally(of: .delete).calls == 0)
    bench.clock.advance(by: .seconds(30))
    try await worker.drain()

    #expect(try await bench.visible(in: Workbench.deadLetters).count == 1)
  }

  @Test func `1b.2: an unknown name or an unreadable body is never deleted unrun`() async throws {
    let bench = try await Workbench()
    try await bench.broker.enqueue(TaskKey("of.another.version", as: (() -> Void).self))
    _ = try await bench.double.queues.send(OutgoingMessage("not JSON"), to: Workbench.queue)

    let reports = try await bench.drainAll(Worker(bench.broker) { key.handle { _ in } })

    #expect(reports.count == 11)
    #expect(try await bench.visible(in: Workbench.deadLetters).count == 2)
  }

  @Test func `1b.3: arguments of a wrong type do not reach the body`() async throws {
    let bench = try await Workbench()
    let runs = Notes<Int>()
    try await bench.broker.enqueue(named: "step", "seven")

    let reports = try await Worker(bench.broker) { key.handle { runs.add($0) } }.drain()

    #expect(reports.count == 1)
    #expect(runs.all.isEmpty)
    #expect(try await bench.visible(in: Workbench.deadLetters).count == 1)
  }

  @Test func `1b.4: a back-off grows by powers, and leaves the label of the delay alone`()
    async throws
  {
    let bench = try await Workbench()
    let labels = Notes<LabelValue?>()
    let worker = Worker(bench.broker) {
      key.handle { (context: TaskContext, _: Int) in
        labels.add(context.labels["delay"])
        throw PaymentDeclined()
      }
    }
    try await bench.broker.enqueue(key, 1, options: .delay(.seconds(2)))
    bench.clock.advance(by: .seconds(2))

    let reports = try await bench.drainAll(worker, rounds: 5)

    let pauses = reports.compactMap { report in
      if case .retried(let pause) = report.outcome { pause } else { nil as Duration? }
    }
    #expect(pauses.count == 4)
    #expect(zip(pauses, [1, 2, 4, 8]).allSatisfy { $0 <= .seconds($1) })
    #expect(labels.all == Array(repeating: .double(2), count: 5))
  }
}
