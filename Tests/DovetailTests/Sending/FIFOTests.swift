import Dovetail
import Synchronization
import Testing

@Suite("Sending: FIFO queues", .timeLimit(.minutes(5)))
struct FIFOTests {
  private func bench(
    _ change: (inout BrokerConfiguration) -> Void = { _ in }
  ) async throws -> Workbench {
    try await Workbench { configuration in
      configuration.defaultQueue = "orders.fifo"
      change(&configuration)
    }
  }

  private let queue = Result { try QueueName("orders.fifo") }

  @Test func `the group is the task's name by default, and the id tells duplicates`() async throws {
    let bench = try await bench()
    let job = try await bench.broker.task("task") {}.enqueue()

    let message = try #require(try await bench.visible(in: queue.get()).first)
    #expect(message.groupID == "task")
    #expect(message.deduplicationID == job.id.rawValue)
  }

  @Test func `many callers of one group keep their order, also in batches`() async throws {
    let bench = try await bench()
    let key = TaskKey("step", as: ((Int) -> Void).self)

    for outcome in await bench.broker.enqueueAll(key, Array(0..<50)) { _ = try outcome.get() }

    let seen = Mutex<[Int]>([])
    let worker = Worker(bench.broker, concurrency: 8) {
      key.handle { number in seen.withLock { $0.append(number) } }
    }
    try await worker.drain()
    #expect(seen.withLock { $0 } == Array(0..<50))
  }

  @Test func `T16: a retry on a FIFO queue loses nothing and keeps the order`() async throws {
    let bench = try await bench { $0.retry = .constant(.seconds(5), maxAttempts: 3) }
    let log = Mutex<[String]>([])
    let key = TaskKey("step", as: ((Int) -> Void).self)
    let worker = Worker(bench.broker) {
      key.handle { (context: TaskContext, number: Int) in
        log.withLock { $0.append("\(number).\(context.attempt)") }
        if number == 1, context.attempt < 3 { throw PaymentDeclined() }
      }
    }
    for outcome in await bench.broker.enqueueAll(key, [1, 2, 3]) { _ = try outcome.get() }

    _ = try await bench.drainAll(worker, rounds: 4)

    #expect(log.withLock { $0 } == ["1.1", "1.2", "1.3", "2.1", "3.1"])
    #expect(try await bench.visible(in: QueueName("orders-dlq.fifo")).isEmpty)
  }

  @Test func `a task that failed for good leaves its group to the next, and its copy its group`()
    async throws
  {
    let bench = try await bench { $0.retry = .never }
    let key = TaskKey("step", as: ((Int) -> Int).self)
    let worker = Worker(bench.broker) {
      key.handle { number in
        guard number > 1 else { throw PaymentDeclined() }
        return number
      }
    }
    let jobs = try await bench.broker.enqueueAll(
      key, [1, 2], options: .group("customer-7")
    ).map { try $0.get() }

    try await worker.drain()

    #expect(try await jobs[1].value(timeout: .zero) == 2)
    let letters = try await bench.visible(in: QueueName("orders-dlq.fifo"))
    #expect(letters.map(\.groupID) == ["customer-7"])
  }

  @Test func `T13: a delay for all tasks is refused when a FIFO queue is configured`() async throws
  {
    for options in [SendOptions.delay(.seconds(1)), .label("delay", 1)] {
      let error = await #expect(throws: TaskError.self) {
        try await bench { $0.options = options }
      }
      #expect(error?.description.contains("orders.fifo") == true)
    }
  }

  @Test func `T13: only a name that ends in .fifo is a FIFO queue's`() async throws {
    let error = await #expect(throws: TransportError.self) {
      try await Workbench { $0.queues = ["orders.fifo.old"] }
    }

    #expect(error?.description.contains("orders.fifo.old") == true)
  }

  @Test func `a delay of one call is refused, one of zero is none`() async throws {
    let bench = try await bench()
    let task = bench.broker.task("task") {}

    let error = await #expect(throws: TaskError.self) {
      try await task.enqueue(options: .delay(.seconds(1)))
    }
    #expect(error?.description.contains("orders.fifo") == true)
    try await task.enqueue(options: .delay(.zero))
  }

  @Test(arguments: [
    ("a b", "U+0020"), ("naïve", "U+00EF"), ("", "empty"),
    (String(repeating: "g", count: 129), "129"),
  ])
  func `T13 and H6: a group id against the rules is refused by what is wrong with it`(
    group: String, fault: String
  ) async throws {
    let bench = try await bench()

    let error = await #expect(throws: TransportError.self) {
      try await bench.broker.task("task") {}.enqueue(options: .group(group))
    }

    #expect(error?.code == .invalidParameterValue)
    #expect(error?.description.contains(fault) == true)
    #expect(error?.description.contains("MessageGroupId") == true)
  }

  @Test func `H6: a de-duplication id against the rules is refused`() async throws {
    let bench = try await bench()

    let error = await #expect(throws: TransportError.self) {
      try await bench.broker.task("task") {}.enqueue(options: .deduplicationID("a b"))
    }

    #expect(error?.description.contains("MessageDeduplicationId") == true)
  }

  @Test func `a de-duplication id that was given is dropped the second time`() async throws {
    let bench = try await bench()
    let task = bench.broker.task("task") {}

    for _ in 0..<2 { try await task.enqueue(options: .deduplicationID("once")) }

    #expect(try await Worker(bench.broker) { task }.drain().count == 1)
  }

  @Test func `T16: identical calls are no duplicates`() async throws {
    let bench = try await bench()
    let task = bench.broker.task("task") { (number: Int) in number }

    for _ in 0..<3 { try await task.enqueue(1) }

    #expect(try await Worker(bench.broker) { task }.drain().count == 3)
  }

  @Test func `W7: a raw message to a FIFO queue has no delay, not even none`() async throws {
    let bench = try await bench()

    let sent = await bench.broker.sendRaw(
      ["a"], options: .delay(.zero).group("g").deduplicationID("1"))
    #expect(sent.allSatisfy { (try? $0.get()) != nil })
    await #expect(throws: TaskError.self) {
      try await bench.broker.sendRaw(
        "a", options: .delay(.seconds(1)).group("g").deduplicationID("2"))
    }
  }

  @Test func `one id for many tasks is refused, one for each is taken`() async throws {
    struct Step: TaskPayload {
      static let task = TaskName<Step, NoValue>("step")
      var number: Int
    }
    let bench = try await bench()
    let steps = (0..<3).map(Step.init)

    for options in [SendOptions.deduplicationID("one"), .id("one")] {
      let outcomes = await bench.broker.enqueueAll(steps, options: options)
      #expect(outcomes.allSatisfy { (try? $0.get()) == nil })
    }
    let outcomes = await bench.broker.enqueueAll(steps) { .deduplicationID("step-\($0.number)") }

    #expect(outcomes.allSatisfy { (try? $0.get()) != nil })
    #expect(try await bench.visible(in: queue.get()).count == 3)
  }
}
