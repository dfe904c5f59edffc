import Dovetail
import Testing

@Suite("Batch handlers", .timeLimit(.minutes(5)))
struct BatchTests {
  private let key = TaskKey("step", as: ((Int) -> Int).self)

  private func enqueue(_ count: Int, on bench: Workbench) async throws -> [Job<Int>] {
    try await bench.broker.enqueueAll(key, Array(0..<count)).map { try $0.get() }
  }

  @Test func `a call gets many messages, from several receives, and answers for each`() async throws
  {
    let bench = try await Workbench()
    let sizes = Log<Int>()
    let jobs = try await enqueue(25, on: bench)

    let reports = try await Worker(bench.broker, concurrency: 4) {
      key.handleBatches(upTo: 100) { batch in
        sizes.add(batch.count)
        return batch.map { $0.succeeded($0.payload * 2) }
      }
    }.drain()

    #expect(sizes.all == [25])
    #expect(reports.count { $0.outcome == .succeeded } == 25)
    for (number, job) in jobs.enumerated() {
      #expect(try await job.value(timeout: .zero) == 2 * number)
    }
    #expect(try await bench.broker.counts(of: "default").total == 0)
  }

  @Test func `a call gets as many as it may at most`() async throws {
    let bench = try await Workbench()
    let sizes = Log<Int>()
    _ = try await enqueue(25, on: bench)

    try await Worker(bench.broker, concurrency: 1) {
      key.handleBatches(upTo: 12) { batch in
        sizes.add(batch.count)
        return batch.map { $0.succeeded(0) }
      }
    }.drain()

    #expect(sizes.all.reduce(0, +) == 25)
    #expect(sizes.all.max() == 12)
  }

  @Test func `a service begins a call when the first message has waited`() async throws {
    let bench = try await Workbench()
    let sizes = Log<Int>()
    let worker = RunningWorker(
      Worker(bench.broker, concurrency: 8) {
        key.handleBatches(upTo: 100, linger: .seconds(5)) { batch in
          sizes.add(batch.count)
          return batch.map { $0.succeeded(0) }
        }
      })
    _ = try await enqueue(1, on: bench)
    await bench.waitForCall(after: .seconds(5))
    bench.clock.advance(by: .milliseconds(4999))
    #expect(sizes.all.isEmpty)

    bench.clock.advance(by: .milliseconds(1))
    try await bench.wait { $0.total == 0 }
    try await worker.stop()

    #expect(sizes.all == [1])
  }

  @Test func `a service begins a call at once when it is full`() async throws {
    let bench = try await Workbench()
    let sizes = Log<Int>()
    let worker = RunningWorker(
      Worker(bench.broker, concurrency: 1) {
        key.handleBatches(upTo: 20, linger: .seconds(3600)) { batch in
          sizes.add(batch.count)
          return batch.map { $0.succeeded(0) }
        }
      })

    _ = try await enqueue(40, on: bench)
    try await bench.wait { $0.total == 0 }
    try await worker.stop()

    #expect(sizes.all == [20, 20])
  }

  @Test func `when the body throws all have failed, and are repeated as their policy says`()
    async throws
  {
    let bench = try await Workbench()
    let attempts = Log<[Int]>()
    let jobs = try await enqueue(3, on: bench)
    let worker = Worker(bench.broker) {
      key.handleBatches(upTo: 10, retry: .constant(.seconds(5), maxAttempts: 2)) { batch in
        attempts.add(batch.map(\.context.attempt))
        throw PaymentDeclined()
      }
    }

    let first = try await worker.drain()
    bench.clock.advance(by: .seconds(5))
    let second = try await worker.drain()

    #expect(attempts.all == [[1, 1, 1], [2, 2, 2]])
    #expect(first.map(\.outcome) == Array(repeating: .retried(after: .seconds(5)), count: 3))
    let end = TaskReport.Outcome.deadLettered(reason: "PaymentDeclined: no cover")
    #expect(second.map(\.outcome) == Array(repeating: end, count: 3))
    for job in jobs {
      await #expect(throws: TaskFailure.self) { try await job.value(timeout: .zero) }
    }
    #expect(try await bench.visible(in: Workbench.deadLetters).count == 3)
  }

  @Test func `each message has its own answer: done, failed, failed for good, to be run later`()
    async throws
  {
    let bench = try await Workbench { $0.retry = .constant(.seconds(5)) }
    let jobs = try await enqueue(4, on: bench)

    let reports = try await Worker(bench.broker) {
      key.handleBatches(upTo: 10) { batch in
        batch.map { item in
          switch item.payload {
          case 0: item.succeeded(7)
          case 1: item.failed(PaymentDeclined())
          case 2: item.failed(UnknownCustomer())
          default: item.retry(after: .seconds(90), because: PaymentDeclined())
          }
        }
      }
    }.drain()

    let outcomes = Dictionary(uniqueKeysWithValues: reports.map { ($0.id, $0.outcome) })
    #expect(outcomes[jobs[0].id] == .succeeded)
    #expect(outcomes[jobs[1].id] == .retried(after: .seconds(5)))
    #expect(
      outcomes[jobs[2].id] == .deadLettered(reason: "UnknownCustomer: nobody of that name"))
    #expect(outcomes[jobs[3].id] == .retried(after: .seconds(90)))
    #expect(try await jobs[0].value(timeout: .zero) == 7)
  }

  @Test func `a message without an answer has failed; of two answers a failure counts`()
    async throws
  {
    let bench = try await Workbench { $0.retry = .never }
    let jobs = try await enqueue(3, on: bench)

    let reports = try await Worker(bench.broker) {
      key.handleBatches(upTo: 10) { batch in
        batch.filter { $0.payload == 0 }.map { $0.succeeded(0) }
          + batch.filter { $0.payload == 1 }.flatMap {
            [$0.failed(PaymentDeclined()), $0.succeeded(1)]
          }
      }
    }.drain()

    let reasons = Dictionary(uniqueKeysWithValues: reports.map { ($0.id, $0.outcome) })
    #expect(reasons[jobs[0].id] == .succeeded)
    #expect(reasons[jobs[1].id] == .deadLettered(reason: "PaymentDeclined: no cover"))
    guard case .deadLettered(let reason) = reasons[jobs[2].id] else {
      Issue.record("\(reports)")
      return
    }
    #expect(reason.hasPrefix("MissingAnswer"))
  }

  @Test func `arguments that cannot be read fail alone, and for good`() async throws {
    let bench = try await Workbench { $0.retry = .immediate(maxAttempts: 3) }
    let sizes = Log<Int>()
    _ = try await enqueue(2, on: bench)
    try await bench.broker.enqueue(named: "step", "no number")

    let reports = try await Worker(bench.broker) {
      key.handleBatches(upTo: 10) { batch in
        sizes.add(batch.count)
        return batch.map { $0.succeeded(0) }
      }
    }.drain()

    #expect(sizes.all == [2])
    #expect(reports.count { $0.outcome == .succeeded } == 2)
    #expect(try await bench.visible(in: Workbench.deadLetters).count == 1)
  }

  @Test func `a value that does not encode fails alone`() async throws {
    let bench = try await Workbench()
    let ratio = TaskKey("ratio", as: ((Double) -> Double).self)
    for divisor in [0.0, 2.0] { try await bench.broker.enqueue(ratio, divisor) }

    let reports = try await Worker(bench.broker) {
      ratio.handleBatches(upTo: 10) { batch in batch.map { $0.succeeded(1 / $0.payload) } }
    }.drain()

    #expect(reports.count { $0.outcome == .succeeded } == 1)
    #expect(try await bench.visible(in: Workbench.deadLetters).count == 1)
  }

  @Test func `a body for whole batches has done all when it returns, and none when it throws`()
    async throws
  {
    let bench = try await Workbench()
    let log = Log<String>()
    let outcomes = await bench.broker.enqueueAll(Letter.numbered(3))

    try await Worker(bench.broker) {
      Letter.handleWholeBatches(upTo: 10) { batch in
        for item in batch { log.add(item.payload.text) }
        if log.all.count == 3 { throw RetryLater(.zero) }
      }
    }.drain()

    #expect(log.all.sorted() == ["0", "0", "1", "1", "2", "2"])
    for outcome in outcomes { _ = try await outcome.get().value(timeout: .zero) }
  }

  @Test func `a body of one expression answers too`() async throws {
    let bench = try await Workbench { $0.retry = .never }
    let pair = TaskKey("pair", as: ((Int, String) -> Void).self)
    try await bench.broker.enqueue(pair, 7, "seven")
    _ = await bench.broker.enqueueAll(Letter.numbered(1))

    let reports = try await Worker(bench.broker) {
      pair.handleBatches(upTo: 2) { batch in batch.map { $0.failed(PaymentDeclined()) } }
      Letter.handleBatches(upTo: 2) { $0.map { $0.failed(PaymentDeclined()) } }
    }.drain()

    let end = TaskReport.Outcome.deadLettered(reason: "PaymentDeclined: no cover")
    #expect(reports.map(\.outcome) == [end, end])
  }

  @Test func `several arguments are a tuple`() async throws {
    let bench = try await Workbench()
    let pair = TaskKey("pair", "number", "text", as: ((Int, String) -> String).self)
    let job = try await bench.broker.enqueue(pair, 7, "seven")

    try await Worker(bench.broker) {
      pair.handleBatches(upTo: 2) { batch in
        batch.map { item in
          let (number, text) = item.payload
          return item.succeeded("\(number) is \(text)")
        }
      }
    }.drain()

    #expect(try await job.value(timeout: .zero) == "7 is seven")
  }

  @Test func `a raw queue's messages come in batches too`() async throws {
    let bench = try await Workbench { $0.queues = ["events", "numbers"] }
    let log = Log<[Int]>()
    let bodies = (0..<15).map { "\($0)" }
    for queue in ["events", "numbers"] {
      for outcome in await bench.broker.sendRaw(bodies, options: .queue(queue)) {
        _ = try outcome.get()
      }
    }
    try await bench.broker.sendRaw("no number", options: .queue("numbers"))

    let reports = try await Worker(bench.broker, concurrency: 2) {
      RawQueue("events").handleWholeBatches(upTo: 50) { batch in
        log.add(batch.compactMap { Int($0.payload.body) }.sorted())
      }
      RawQueue("numbers").handleWholeBatches(as: Int.self, upTo: 50) { batch in
        log.add(batch.map(\.payload).sorted())
      }
    }.drain()

    #expect(log.all == [Array(0..<15), Array(0..<15)])
    #expect(reports.count { $0.outcome == .succeeded } == 30)
    #expect(try await bench.visible(in: QueueName("numbers-dlq")).count == 1)
  }

  @Test func `messages of other tasks are run beside a batch that is being gathered`() async throws
  {
    let bench = try await Workbench()
    let sizes = Log<Int>()
    let other = bench.broker.task("other") { (number: Int) in number }
    _ = try await enqueue(6, on: bench)
    let job = try await other.enqueue(9)

    try await Worker(bench.broker, concurrency: 2) {
      key.handleBatches(upTo: 100) { batch in
        sizes.add(batch.count)
        return batch.map { $0.succeeded(0) }
      }
      other
    }.drain()

    #expect(sizes.all == [6])
    #expect(try await job.value(timeout: .zero) == 9)
  }

  @Test func `a batch holds messages of one queue`() async throws {
    let bench = try await Workbench { $0.queues = ["other"] }
    let log = Log<Set<String>>()
    _ = try await enqueue(3, on: bench)
    for number in 0..<3 { try await bench.broker.enqueue(key, number, options: .queue("other")) }

    try await Worker(bench.broker, concurrency: 8) {
      key.handleBatches(upTo: 100) { batch in
        log.add(Set(batch.map(\.context.queue.text)))
        return batch.map { $0.succeeded(0) }
      }
    }.drain()

    #expect(Set(log.all) == [["default"], ["other"]])
  }

  @Test func `processOne and processBatch take as many as they say`() async throws {
    let bench = try await Workbench()
    let sizes = Log<Int>()
    _ = try await enqueue(30, on: bench)
    let worker = Worker(bench.broker, concurrency: 4) {
      key.handleBatches(upTo: 100) { batch in
        sizes.add(batch.count)
        return batch.map { $0.succeeded(0) }
      }
    }

    #expect(try await worker.processOne()?.outcome == .succeeded)
    #expect(try await worker.processBatch(upTo: 17).count == 17)

    #expect(sizes.all == [1, 17])
    #expect(try await bench.broker.counts(of: "default").available == 12)
  }

  @Test func `a host's messages are run in one call`() async throws {
    let bench = try await Workbench()
    let sizes = Log<Int>()
    _ = try await enqueue(10, on: bench)
    let messages = try await bench.visible()

    let report = try await Worker(bench.broker, concurrency: 1) {
      key.handleBatches(upTo: 100) { batch in
        sizes.add(batch.count)
        return batch.map { $0.payload < 8 ? $0.succeeded(0) : $0.failed(PaymentDeclined()) }
      }
    }.run(received: messages, from: "default")

    #expect(sizes.all == [10])
    #expect(report.failures == messages.suffix(2).map(\.id))
  }
}
