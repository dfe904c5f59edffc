import Dovetail
import DovetailSwiftTesting
import Synchronization
import Testing

@Suite("Time: moving it", .broker { $0.queues = ["orders.fifo"] }, .timeLimit(.minutes(5)))
struct AdvanceTests {
  @Test func `what wakes on the way goes on before time does`() async throws {
    let t = try TestBroker.current
    let clock = t.clock
    let seen = Mutex<[Int64]>([])
    let start = clock.now.milliseconds
    @Sendable func steps() async throws {
      for _ in 0..<5 {
        try await clock.sleep(for: .seconds(7))
        seen.withLock { $0.append((clock.now.milliseconds - start) / 1000) }
      }
    }

    async let steps: Void = steps()
    try await t.advance(by: .seconds(30))

    #expect(seen.withLock { $0 } == [7, 14, 21, 28])
    #expect(clock.now.milliseconds - start == 30_000)
    try await t.advance(by: .seconds(5))
    try await steps
  }

  @Test func `a lease is renewed on the way, so a long task is delivered once`() async throws {
    let t = try TestBroker.current
    let nap = t.broker.task("nap") { (context: TaskContext) in
      try await context.clock.sleep(for: .seconds(3600))
      return context.receiveCount
    }
    t.serve { nap }

    try await t.working {
      let job = try await nap.enqueue()
      try await t.advance(by: .seconds(3600))
      #expect(try await job.value(timeout: .zero) == 1)
    }

    #expect(t.faults.tally(of: .changeVisibility).calls == 120)
  }

  @Test func `visibility, back-off, de-duplication and retention move at once`() async throws {
    let t = try await TestBroker {
      $0.queues = ["orders.fifo"]
      $0.retention = .seconds(3600)
    }
    let options = SendOptions.queue("orders.fifo").group("g").deduplicationID("1")
    try await t.broker.enqueue(Mail.welcome, "ada", options: options)
    try await t.broker.enqueue(Mail.welcome, "eve", options: options)
    #expect(try await t.enqueued().count == 1)

    try await t.advance(by: .seconds(301))
    try await t.broker.enqueue(Mail.welcome, "eve", options: options)
    #expect(try await t.enqueued().count == 2)

    _ = try await t.queues.transport.receive(from: QueueName("orders.fifo"))
    try await t.advance(by: .seconds(60))
    #expect(try await t.enqueued().map(\.state) == [.available, .available])

    try await t.advance(by: .seconds(3600 - 361))
    #expect(try await t.enqueued().of(Mail.welcome).map(\.arguments) == ["eve"])
    try await t.advance(by: .seconds(301))
    try await t.requireEmpty()
  }

  @Test func `a sleep of the test itself moves time`() async throws {
    let t = try TestBroker.current
    let start = t.clock.now

    try await t.clock.sleep(for: .seconds(600))

    #expect(start.duration(to: t.clock.now) == .seconds(600))
  }

  @Test func `a send that rests before another try moves time`() async throws {
    let t = try TestBroker.current
    let start = t.clock.now
    t.inject(.throttle(.send).times(3))

    try await t.broker.enqueue(Mail.welcome, "ada")

    #expect(t.clock.now > start)
    try await t.requireOne(Mail.welcome)
  }

  @Test func `a send that waits for company moves time, and what is held later does not`()
    async throws
  {
    let t = try TestBroker.current
    let start = t.clock.now

    try await t.broker.enqueueLater(Mail.welcome, "ada")
    #expect(t.clock.now == start)
    try await t.broker.enqueue(Mail.welcome, "eve", options: .linger(.milliseconds(80)))

    #expect(start.duration(to: t.clock.now) == .milliseconds(80))
  }

  @Test func `a fault that delays a call moves time`() async throws {
    let t = try TestBroker.current
    let start = t.clock.now
    t.inject(.delayAnswer(by: .seconds(3), .send).times(1))

    try await t.broker.enqueue(Mail.welcome, "ada")

    #expect(start.duration(to: t.clock.now) == .seconds(3))
  }

  @Test func `tasks that sleep side by side take the time of the longest`() async throws {
    let t = try TestBroker.current
    let start = t.clock.now
    let ends = Mutex<[Int]>([])
    let nap = t.broker.task("nap") { (context: TaskContext, seconds: Int) in
      try await context.clock.sleep(for: .seconds(seconds))
      ends.withLock { $0.append(seconds) }
    }
    t.serve { nap }
    for seconds in [30, 50, 40] { try await nap.enqueue(seconds) }

    try await t.drain(.runs(3))

    #expect(ends.withLock { $0 } == [30, 40, 50])
    #expect(start.duration(to: t.clock.now) == .seconds(50))
  }

  @Test func `a body on a thread of its own holds time up`() async throws {
    let t = try TestBroker.current
    let block = t.broker.task("block") { () -> Int in
      var sum = 0
      for number in 0..<100_000 { sum &+= number }
      return sum
    }
    t.serve { block.handler.blocking() }
    let start = t.clock.now
    try await block.enqueue()

    try await t.drain(.runs(1))

    #expect(start == t.clock.now)
  }

  @Test func `a test whose tasks still sleep leaves nothing behind`() async throws {
    weak var double: SQLiteDouble?
    do {
      let t = try await TestBroker()
      double = t.queues.double
      try await t.broker.enqueueLater(Mail.welcome, "ada")
      let clock = t.clock
      let nap = Task { try await clock.sleep(for: .seconds(60)) }
      try await t.requireOne(Mail.welcome)
      try await t.broker.enqueueLater(Mail.welcome, "eve")
      _ = nap
    }
    // The time limit of the suite tells if it stays.
    while double != nil { await Task.yield() }
  }
}
