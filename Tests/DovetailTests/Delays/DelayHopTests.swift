import Dovetail
import Testing

@Suite("Delays by hops", .timeLimit(.minutes(5)))
struct DelayHopTests {
  /// A task that notes when it runs.
  private func noting(_ bench: Workbench, _ log: Log<Timestamp>) -> TypedTask<Int, NoValue> {
    bench.broker.task("note") { (context: TaskContext, _: Int) in log.add(context.clock.now) }
  }

  /// Works at every second, as a worker that polls does, for so long.
  private func work(
    _ bench: Workbench, _ worker: Worker, _ seconds: Int, step: Duration = .seconds(1)
  ) async throws -> [TaskReport] {
    var reports: [TaskReport] = []
    let end = bench.clock.now.advanced(by: .seconds(seconds))
    while bench.clock.now < end {
      reports += try await worker.drain()
      bench.clock.advance(by: step)
    }
    return reports
  }

  @Test(arguments: [
    Duration.milliseconds(901_000), .milliseconds(900_001), .milliseconds(1_999_999),
    .milliseconds(2_000_500), .milliseconds(1_800_000),
  ])
  func `a task runs once, at the second it is due or the next, never before`(
    delay: Duration
  ) async throws {
    let bench = try await Workbench()
    let log = Log<Timestamp>()
    let task = noting(bench, log)
    let due = bench.clock.now.advanced(by: delay)
    try await task.enqueue(1, options: .delay(delay))

    let reports = try await work(bench, Worker(bench.broker) { task }, 2010)

    let ran = try #require(log.all.first)
    #expect(log.all.count == 1)
    #expect(ran >= due && due.duration(to: ran) <= .seconds(2))
    #expect(reports.dropLast().allSatisfy { $0.outcome == .hopped(until: due) })
    #expect(reports.last?.outcome == .succeeded)
    #expect(reports.last?.attempt == 1)
  }

  @Test func `a worker that comes early runs nothing`() async throws {
    let bench = try await Workbench()
    let log = Log<Timestamp>()
    let task = noting(bench, log)
    let due = bench.clock.now.advanced(by: .seconds(5))
    _ = try await bench.double.queues.send(
      OutgoingMessage("not read", attributes: ["dovetail_due": .number(due.milliseconds)]),
      to: Workbench.queue)

    let reports = try await Worker(bench.broker) { task }.drain()

    #expect(reports.map(\.outcome) == [.hopped(until: due)])
    #expect(reports.map(\.attempt) == [0])
    bench.clock.advance(by: .milliseconds(4999))
    #expect(try await bench.visible().isEmpty)
    bench.clock.advance(by: .milliseconds(1))
    #expect(try await bench.visible().map(\.body) == ["not read"])
  }

  @Test func `a hop carries all that the message had`() async throws {
    let bench = try await Workbench()
    let due = bench.clock.now.advanced(by: .seconds(5))
    var message = OutgoingMessage("body", groupID: "tenant-7", traceHeader: "Root=1-2-3")
    message.attributes = [
      "dovetail_due": .number(due.milliseconds), "a": .string("x"), "b": .binary([1, 2]),
    ]
    _ = try await bench.double.queues.send(message, to: Workbench.queue)
    let task = bench.broker.task("task") {}

    try await Worker(bench.broker) { task }.drain()
    bench.clock.advance(by: .seconds(5))

    let hop = try #require(try await bench.visible().first)
    #expect(hop.body == "body")
    #expect(hop.attributes == message.attributes)
    #expect(hop.groupID == "tenant-7")
    #expect(hop.traceHeader == "Root=1-2-3")
    #expect(hop.receiveCount == 1)
  }

  @Test func `a hop that cannot be sent leaves the message for later`() async throws {
    let bench = try await Workbench()
    let log = Log<Timestamp>()
    let task = noting(bench, log)
    let due = bench.clock.now.advanced(by: .seconds(1000))
    try await task.enqueue(1, options: .delay(.seconds(1000)))
    let worker = Worker(bench.broker) { task }
    bench.clock.advance(by: .seconds(900))
    let fault = bench.faults.add(.throttle(.send))

    #expect(try await worker.drain().map(\.outcome) == [.unsettled])
    #expect(bench.faults.tally(of: .delete) == CallTally())
    bench.faults.remove(fault)
    bench.clock.advance(by: .seconds(30))
    #expect(try await worker.drain().map(\.outcome) == [.hopped(until: due)])
    bench.clock.advance(by: .seconds(70))
    #expect(try await worker.drain().map(\.outcome) == [.succeeded])

    #expect(log.all == [due])
  }

  @Test func `a worker that ends between send and delete loses nothing`() async throws {
    let bench = try await Workbench()
    let log = Log<Timestamp>()
    let task = noting(bench, log)
    let due = bench.clock.now.advanced(by: .seconds(1000))
    try await task.enqueue(1, options: .delay(.seconds(1000)))
    bench.clock.advance(by: .seconds(900))
    bench.faults.add(.crash(before: .delete))
    await #expect(throws: TransportError.self) { try await Worker(bench.broker) { task }.drain() }

    bench.faults.removeAll()
    bench.faults.restart()
    _ = try await work(bench, Worker(bench.broker) { task }, 200)

    #expect(!log.all.isEmpty)
    #expect(log.all.allSatisfy { $0 >= due })
  }

  @Test func `hops stay well within a short retention`() async throws {
    let bench = try await Workbench { $0.retention = .seconds(60) }
    let log = Log<Timestamp>()
    let task = noting(bench, log)
    let due = bench.clock.now.advanced(by: .seconds(300))
    try await task.enqueue(1, options: .delay(.seconds(300)))

    let reports = try await work(bench, Worker(bench.broker) { task }, 310, step: .seconds(10))

    #expect(log.all.count == 1)
    #expect(log.all.allSatisfy { $0 >= due })
    #expect(reports.count == 10)
  }

  @Test func `a dead letter of a delayed task is not delayed anew`() async throws {
    let bench = try await Workbench()
    let broken = bench.broker.task("note", retry: .never) { (_: Int) in throw PaymentDeclined() }
    try await broken.enqueue(1, options: .delay(.seconds(1000)))
    for _ in 0..<2 {
      bench.clock.advance(by: .seconds(900))
      try await Worker(bench.broker) { broken }.drain()
    }
    let letter = try #require(try await bench.visible(in: Workbench.deadLetters).first)
    _ = try await bench.double.queues.send(
      OutgoingMessage(letter.body, attributes: letter.attributes), to: Workbench.queue)
    let mended = bench.broker.task("note") { (_: Int) in }

    let reports = try await Worker(bench.broker) { mended }.drain()

    #expect(reports.map(\.outcome) == [.succeeded])
  }

  @Test func `on a FIFO queue a message before its time is put off, not run`() async throws {
    let bench = try await Workbench { $0.defaultQueue = "orders.fifo" }
    let queue = try QueueName("orders.fifo")
    let due = bench.clock.now.advanced(by: .seconds(5))
    var message = OutgoingMessage("not read", groupID: "g", deduplicationID: "d")
    message.attributes = ["dovetail_due": .number(due.milliseconds)]
    _ = try await bench.double.queues.send(message, to: queue)
    let task = bench.broker.task("task") {}

    let reports = try await Worker(bench.broker) { task }.drain()

    #expect(reports.map(\.outcome) == [.postponed(by: .seconds(5))])
  }

  @Test(arguments: [Duration.milliseconds(900_001), .seconds(86_400)])
  func `a long delay is refused on a queue that Python workers share`(
    delay: Duration
  ) async throws {
    let bench = try await Workbench { $0.queues = [TaskQueue("shared") { $0.isShared = true }] }
    let task = bench.broker.task("task", queue: "shared") {}

    let error = await #expect(throws: TaskError.self) {
      try await task.enqueue(options: .delay(delay))
    }

    #expect(error?.code == .invalidOption)
    #expect(error?.description.contains("shared") == true)
    try await task.enqueue(options: .delay(.seconds(900)))
    bench.clock.advance(by: .seconds(900))
    #expect(try await bench.visible(in: QueueName("shared")).map(\.attributes) == [[:]])
  }

  @Test func `rule 9: the body of a large task stays where it is while the task hops`() async throws
  {
    let bench = try await PayloadBench()
    let task = bench.count
    let job = try await task.enqueue(PayloadBench.large, options: .delay(.seconds(1000)))
    let worker = Worker(bench.broker) { task }

    bench.clock.advance(by: .seconds(900))
    try await worker.drain()
    #expect(try await bench.keys() == ["app/payloads/\(job.id).json"])
    #expect(bench.faults.tally(of: .getBlob) == CallTally())
    bench.clock.advance(by: .seconds(100))
    try await worker.drain()

    #expect(try await job.value(timeout: .zero) == 3000)
  }
}
