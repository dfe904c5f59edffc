import Dovetail
import Testing

@Suite("Sending: the queues of a broker", .timeLimit(.minutes(5)))
struct QueueTests {
  @Test func `tasks go to the queue of the call, of the task, or the default one`() async throws {
    let bench = try await Workbench { $0.queues = ["a", "b"] }
    let task = bench.broker.task("task", queue: "a") {}
    try await task.enqueue()
    try await task.enqueue(options: .queue("b"))
    try await bench.broker.task("other") {}.enqueue()

    for name in ["a", "b", "default"] {
      #expect(try await bench.visible(in: QueueName(name)).count == 1)
    }
  }

  @Test func `B6: a prefix stands before every name, and nowhere else`() async throws {
    let bench = try await Workbench {
      $0.namePrefix = "staging-"
      $0.queues = [
        TaskQueue("orders.fifo") { $0.deadLetters = .queue("graveyard.fifo") }
      ]
    }
    try await bench.broker.task("task", queue: "orders.fifo") {}.enqueue()

    let names = bench.broker.queues.map(\.text)
    #expect(names == ["staging-default", "staging-orders.fifo"])
    let made = try await bench.double.administration.listQueues(ListQueuesOptions())
    #expect(
      made.queues.map(\.text) == [
        "staging-default", "staging-default-dlq", "staging-graveyard.fifo", "staging-orders.fifo",
      ])
    #expect(try await bench.visible(in: QueueName("staging-orders.fifo")).count == 1)
  }

  @Test func `queues are made with what they were declared with`() async throws {
    let bench = try await Workbench {
      $0.queues = [
        TaskQueue("orders.fifo") {
          $0.attributes[.fifoThroughputLimit] = "perMessageGroupId"
          $0.attributes[.deduplicationScope] = "messageGroup"
          $0.attributes.maximumMessageSize = 2048
          $0.tags = ["team": "billing"]
          $0.deadLetters = .queue("graveyard.fifo", maxReceiveCount: 7)
          $0.deduplication = .content
        },
        TaskQueue("plain") { $0.deadLetters = .none },
      ]
    }

    let name = try QueueName("orders.fifo")
    let made = try await bench.double.administration.attributes(of: name)
    #expect(made[.fifoThroughputLimit] == "perMessageGroupId")
    #expect(made.maximumMessageSize == 2048)
    #expect(made[.contentBasedDeduplication] == "true")
    #expect(made.redrivePolicy?.maxReceiveCount == 7)
    #expect(made.redrivePolicy?.deadLetterTarget.queue.text == "graveyard.fifo")
    #expect(try await bench.double.administration.tags(of: name) == ["team": "billing"])
    let plain = try await bench.double.administration.attributes(of: QueueName("plain"))
    #expect(plain.redrivePolicy == nil)
  }

  @Test func `a queue that is only to be looked up must exist`() async throws {
    let error = await #expect(throws: TransportError.self) {
      try await Workbench { $0.queues = [TaskQueue("absent") { $0.isCreated = false }] }
    }

    #expect(error?.code == .queueDoesNotExist)
    #expect(error?.description.contains("absent") == true)
  }

  @Test func `a queue that exists is left as it is`() async throws {
    let bench = try await Workbench()
    let queue = try QueueName("old")
    var attributes = QueueAttributes()
    attributes.visibilityTimeout = .seconds(7)
    try await bench.double.administration.createQueue(queue, attributes)
    var configuration = BrokerConfiguration()
    configuration.queues = [TaskQueue("old") { $0.visibilityTimeout = .seconds(90) }]

    _ = try await Broker(bench.services, configuration)

    let found = try await bench.double.administration.attributes(of: queue)
    #expect(found.visibilityTimeout == .seconds(7))
  }

  @Test func `content as what tells duplicates needs the attribute on a queue that exists`()
    async throws
  {
    let bench = try await Workbench()
    var fifo = QueueAttributes()
    fifo[.fifoQueue] = "true"
    try await bench.double.administration.createQueue(QueueName("old.fifo"), fifo)
    var configuration = BrokerConfiguration()
    configuration.queues = [TaskQueue("old.fifo") { $0.deduplication = .content }]

    let error = await #expect(throws: TaskError.self) {
      try await Broker(bench.services, configuration)
    }

    #expect(error?.description.contains("ContentBasedDeduplication") == true)
  }

  @Test(arguments: [
    TaskQueue("q") { $0.receiveBatch = 11 }, TaskQueue("q") { $0.receiveBatch = 0 },
    TaskQueue("q") { $0.waitTime = .seconds(21) }, TaskQueue("q") { $0.concurrency = 0 },
    TaskQueue("q") { $0.visibilityTimeout = .zero },
    TaskQueue("q") { $0.batching = BatchingOptions { $0.size = 11 } }, "default",
  ])
  func `a queue's setting out of range is refused by its name`(queue: TaskQueue) async throws {
    let error = await #expect(throws: TaskError.self) {
      try await Workbench { $0.queues = [queue] }
    }

    #expect(error?.code == .invalidOption)
    #expect(error?.description.contains("\"\(queue.name)\"") == true)
  }

  @Test func `a worker receives as its queue says`() async throws {
    let bench = try await Workbench {
      $0.queues = [
        TaskQueue("slow") {
          $0.receiveBatch = 2
          $0.concurrency = 3
          $0.visibilityTimeout = .seconds(300)
        }
      ]
    }
    let gate = Gate()
    let task = bench.broker.task("task", queue: "slow") { await gate.pass() }
    for _ in 0..<8 { try await task.enqueue() }

    let worker = RunningWorker(
      Worker(bench.broker, queues: ["slow"], concurrency: 8) { task })
    await gate.waitForArrivals(3)
    #expect(try await bench.broker.counts(of: "slow").inFlight <= 4)
    #expect(gate.arrivals == 3)
    gate.open()
    try await bench.wait(for: "slow") { $0.total == 0 }
    try await worker.stop()

    #expect(bench.faults.tally(of: .receive).calls >= 4)
  }

  @Test func `a fair queue gives each task a group of its own`() async throws {
    let bench = try await Workbench { $0.defaultQueue = TaskQueue("default") { $0.isFair = true } }
    try await bench.broker.task("noisy") {}.enqueue()
    try await bench.broker.task("quiet") {}.enqueue(options: .group("tenant-7"))

    let groups = try await bench.visible().compactMap(\.groupID)
    #expect(Set(groups) == ["noisy", "tenant-7"])
  }
}
