import Dovetail
import Synchronization
import Testing

@Suite("Worker: what counts as an attempt", .timeLimit(.minutes(5)))
struct AttemptTests {
  private let key = TaskKey("step", as: ((Int) -> Void).self)
  private let count = TaskKey("count", as: (() -> [Int]).self)

  /// Returns which attempt it was, and which receive.
  private var counting: TaskHandler {
    count.handle { context in [context.attempt, context.receiveCount] }
  }

  @Test func `rule 5: a name that was unknown at first has had no attempt`() async throws {
    let bench = try await Workbench()
    let job = try await bench.broker.enqueue(count)

    try await Worker(bench.broker) { key.handle { _ in } }.drain()
    bench.clock.advance(by: .seconds(1))
    try await Worker(bench.broker) { counting }.drain()

    #expect(try await job.value(timeout: .zero) == [1, 2])
  }

  @Test func `rule 5: what was given back at a stop has had no attempt`() async throws {
    let bench = try await Workbench()
    let worker = Worker(bench.broker) { counting }
    worker.pause(task: "count")
    let running = RunningWorker(worker)
    let job = try await bench.broker.enqueue(count)
    try await bench.wait { $0.inFlight == 1 }

    try await running.stop()
    try await Worker(bench.broker) { counting }.drain()

    #expect(try await job.value(timeout: .zero) == [1, 2])
  }

  @Test func `rule 5: a limited task that waits has one attempt and one receive`() async throws {
    let bench = try await Workbench()
    let worker = RunningWorker(
      Worker(bench.broker) { counting.rate(1, per: .seconds(10)) })
    let jobs = try await [bench.broker.enqueue(count), bench.broker.enqueue(count)]
    try await bench.wait { $0.total == 1 }

    await bench.clock.waitForCall(by: bench.clock.now.advanced(by: .seconds(10)))
    bench.clock.advance(by: .seconds(10))
    try await bench.wait { $0.total == 0 }

    for job in jobs { #expect(try await job.value(timeout: .zero) == [1, 1]) }
    try await worker.stop()
  }

  @Test func `rule 5: followers that are given back behind a failed head have had no attempt`()
    async throws
  {
    let bench = try await Workbench { $0.defaultQueue = "orders.fifo" }
    let head = key.handle(retry: .constant(.seconds(5))) { (context: TaskContext, _: Int) in
      if context.attempt < 3 { throw PaymentDeclined() }
    }
    try await bench.broker.enqueue(key, 1, options: .group("a"))
    let job = try await bench.broker.enqueue(count, options: .group("a"))

    for _ in 0..<3 {
      try await Worker(bench.broker) {
        head
        counting
      }.drain()
      bench.clock.advance(by: .seconds(5))
    }

    #expect(try await job.value(timeout: .zero) == [1, 3])
  }

  @Test
  func `rule 5: a failed run is recorded beside the results, and read on later receives only`()
    async throws
  {
    let bench = try await Workbench()
    let broken = bench.broker.task("broken", retry: .constant(.seconds(5))) {
      throw PaymentDeclined()
    }
    try await broken.enqueue()

    let first = try await Worker(bench.broker) { broken }.drain()
    #expect(bench.faults.tally(of: .getBlob).calls == 0)
    let record = BlobKey(
      bucket: try BucketName("results"), key: "attempts/\(try #require(first.first).messageID)")
    #expect(try await bench.double.blobs.get(record).bytes == Array("1".utf8))
    bench.clock.advance(by: .seconds(5))
    let second = try await Worker(bench.broker) { broken }.drain()

    #expect(second.map(\.attempt) == [2])
    #expect(bench.faults.tally(of: .getBlob).calls > 0)
    #expect(try await bench.double.blobs.get(record).bytes == Array("2".utf8))
  }

  @Test func `rule 5: without a store the runs in a lane count too`() async throws {
    let bench = try await Workbench { $0.defaultQueue = "orders.fifo" }
    var services = bench.services
    services.results = nil
    var configuration = BrokerConfiguration()
    configuration.defaultQueue = "orders.fifo"
    configuration.logger = Workbench.silence
    let broker = try await Broker(services, configuration)
    let runs = Notes<[Int]>()
    let worker = RunningWorker(
      Worker(broker) {
        key.handle(retry: .constant(.seconds(25), maxAttempts: 3)) {
          (context: TaskContext, _: Int) in
          runs.add([context.attempt, context.receiveCount])
          throw PaymentDeclined()
        }
      })
    try await broker.enqueue(key, 1)

    for run in 1...2 {
      while runs.all.count < run { await Task.yield() }
      await bench.clock.waitForCall(by: bench.clock.now.advanced(by: .seconds(25)))
      await bench.clock.waitForCalls(atLeast: 3)  // The poll, the lease, the back-off.
      bench.clock.advance(by: .seconds(25))
    }
    try await bench.wait(for: "orders.fifo") { $0.total == 0 }
    try await worker.stop()

    #expect(runs.all == [[1, 1], [2, 1], [3, 1]])
    #expect(try await bench.visible(in: try QueueName("orders-dlq.fifo")).count == 1)
  }

  @Test func `rule 5: what cannot be run before its queue would drop it is a dead letter`()
    async throws
  {
    let bench = try await Workbench { $0.retention = .seconds(150) }
    let job = try await bench.broker.enqueue(count)
    let worker = Worker(bench.broker) { key.handle { _ in } }

    #expect(try await worker.drain().count == 1)
    bench.clock.advance(by: .seconds(89))
    let last = try await worker.drain()

    guard case .deadLettered = last.first?.outcome else {
      Issue.record("The queue would have dropped it: \(last)")
      return
    }
    await #expect(throws: TaskFailure.self) { try await job.value(timeout: .zero) }
    #expect(try await bench.visible(in: Workbench.deadLetters).count == 1)
  }

  @Test func `rule 5: a store that is out of order to the end loses no task`() async throws {
    let bench = try await Workbench { $0.retention = .seconds(150) }
    try await bench.broker.enqueue(count)
    _ = try await bench.visible()
    bench.clock.advance(by: .seconds(1))
    let worker = Worker(bench.broker) { counting }
    bench.faults.add(.unreachable(.getBlob, .putBlob, .headBlob))

    #expect(try await worker.drain().count == 1)
    bench.clock.advance(by: .seconds(89))
    try await worker.drain()

    #expect(try await bench.visible(in: Workbench.deadLetters).count == 1)
  }
}
