import Dovetail
import Synchronization
import Testing

@Suite("Worker: lanes of FIFO groups", .timeLimit(.minutes(5)))
struct LaneTests {
  private let key = TaskKey("step", as: ((Int) -> Void).self)
  private let queue = Result { try QueueName("orders.fifo") }

  private func bench() async throws -> Workbench {
    try await Workbench { $0.defaultQueue = "orders.fifo" }
  }

  @Test func `rule 6: a failed head is repeated in its lane, and followers are received once`()
    async throws
  {
    let bench = try await bench()
    let log = Mutex<[String]>([])
    let worker = RunningWorker(
      Worker(bench.broker) {
        key.handle(retry: .constant(.seconds(25))) { (context: TaskContext, number: Int) in
          log.withLock { $0.append("\(number).\(context.attempt) \(context.receiveCount)") }
          if number == 1, context.attempt < 3 { throw PaymentDeclined() }
        }
      })
    try await bench.enqueue(key, [1, 2, 3])

    for failures in 1...2 {
      await bench.waitForCalls(failures, of: .putBlob)
      await bench.clock.waitForCalls(atLeast: 3)  // The poll, the leases, the back-off.
      bench.clock.advance(by: .seconds(25))
    }
    try await bench.wait(for: "orders.fifo") { $0.total == 0 }
    try await worker.stop()

    #expect(bench.faults.tally(of: .changeVisibility).entries >= 3)  // Followers are held too.
    #expect(log.withLock { $0 } == ["1.1 1", "1.2 1", "1.3 1", "2.1 1", "3.1 1"])
  }

  @Test func `rule 6: beyond five minutes the lane is given back, the head with its back-off`()
    async throws
  {
    let bench = try await bench()
    let worker = RunningWorker(
      Worker(bench.broker) {
        key.handle(retry: .constant(.seconds(400))) { (context: TaskContext, number: Int) in
          if number == 1, context.attempt == 1 { throw PaymentDeclined() }
        }
      })
    try await bench.enqueue(key, [1, 2])
    await bench.waitForCalls(2, of: .changeVisibility)
    try await worker.stop()

    #expect(try await bench.visible(in: queue.get()).isEmpty)
    bench.clock.advance(by: .seconds(400))
    #expect(try await bench.visible(in: queue.get()).count == 2)
  }

  @Test
  func `rule 6: a lane in back-off is given back when the worker stops, and loses no attempt`()
    async throws
  {
    let bench = try await bench()
    let broken = key.handle(retry: .constant(.seconds(60))) { _ in throw PaymentDeclined() }
    let worker = RunningWorker(Worker(bench.broker) { broken })
    try await bench.broker.enqueue(key, 1)
    await bench.waitForCalls(1, of: .putBlob)

    try await worker.stop()

    #expect(try await bench.visible(in: queue.get()).isEmpty)
    bench.clock.advance(by: .seconds(60))
    #expect(try await Worker(bench.broker) { broken }.drain().map(\.attempt) == [2])
  }

  @Test func `rule 6: to lose one lease is to lose the lane; nothing more of it starts`()
    async throws
  {
    let bench = try await bench()
    let gate = Gate()
    let log = Mutex<[Int]>([])
    let worker = RunningWorker(
      Worker(bench.broker) {
        key.handle { number in
          log.withLock { $0.append(number) }
          await gate.pass()
        }
      })
    try await bench.enqueue(key, [1, 2])
    await gate.waitForArrivals(1)
    bench.faults.add(.loseLeases)
    bench.clock.advance(by: .seconds(30))
    await bench.waitForCalls(1, of: .changeVisibility)
    gate.open()
    try await worker.stop()

    #expect(log.withLock { $0 } == [1])
  }

  @Test func `rule 6: queues that we declare let SQS move a message only after many receives`()
    async throws
  {
    for (attempts, count) in [(3, 20), (5, 20), (8, 32), (1000, 1000)] {
      let bench = try await Workbench { $0.retry = .immediate(maxAttempts: attempts) }
      let attributes = try await bench.double.administration.attributes(of: Workbench.queue)
      #expect(attributes.redrivePolicy?.maxReceiveCount == count)
    }
  }

  @Test func `rule 6: a group is worked in its order, one at a time, beside other groups`()
    async throws
  {
    let bench = try await bench()
    let (log, peaks) = (Notes<[Int]>(), [Peak(), Peak()])
    for number in 0..<10 {
      try await bench.broker.enqueue(key, number, options: .group("\(number % 2)"))
    }

    try await Worker(bench.broker, concurrency: 8) {
      key.handle { number in
        await peaks[number % 2].during {
          log.add([number % 2, number])
          await Task.yield()
        }
      }
    }.drain()

    for group in 0...1 {
      #expect(
        log.all.filter { $0[0] == group }.map { $0[1] } == Array(stride(from: group, to: 10, by: 2))
      )
      #expect(peaks[group].highest == 1)
    }
  }

  @Test func `rule 6: when the head is dead-lettered its followers run`() async throws {
    let bench = try await bench()
    try await bench.enqueue(key, [1, 2, 3])

    let reports = try await Worker(bench.broker) {
      key.handle(retry: .never) { number in if number == 1 { throw PaymentDeclined() } }
    }.drain()

    #expect(
      reports.map(\.outcome)
        == [.deadLettered(reason: "PaymentDeclined: no cover"), .succeeded, .succeeded])
  }

  @Test func `rule 6: to lose a follower's lease ends its head too`() async throws {
    let bench = try await bench()
    let log = Notes<String>()
    let (broker, heard) = try await bench.overheard { $0.defaultQueue = "orders.fifo" }
    try await bench.enqueue(key, [1, 2, 3])
    let worker = RunningWorker(
      Worker(broker) {
        key.handle { (context: TaskContext, number: Int) in
          log.add("\(number) begins")
          do {
            try await context.clock.sleep(for: .seconds(3600))
          } catch {
            log.add("\(number) is cancelled")
            throw error
          }
        }
      })
    await bench.clock.waitForCall(by: bench.clock.now.advanced(by: .seconds(30)))
    while log.all.isEmpty { await Task.yield() }
    let follower = try #require(heard.received.dropFirst().first).receipt
    bench.faults.add(
      .failEntries(.messageNotAvailable, .changeVisibility).only(
        .matching { entry in
          if case .change(let change) = entry { change.receipt == follower } else { false }
        }))

    bench.clock.advance(by: .seconds(30))
    while log.all.count < 2 { await Task.yield() }
    try await worker.stop()

    #expect(log.all == ["1 begins", "1 is cancelled"])
  }

  @Test func `rule 6: a delete that comes too late loses the lane`() async throws {
    let bench = try await bench()
    let log = Notes<Int>()
    try await bench.enqueue(key, [1, 2])
    bench.faults.add(.failEntries(.receiptHandleExpired, .delete).times(1))
    let worker = Worker(bench.broker) { key.handle { number in log.add(number) } }

    let reports = try await worker.drain()
    #expect(reports.map(\.outcome) == [.unsettled, .released])
    #expect(log.all == [1])
    bench.clock.advance(by: .seconds(60))

    #expect(try await worker.drain().map(\.outcome) == [.duplicate, .succeeded])
    #expect(log.all == [1, 2])
  }
}
