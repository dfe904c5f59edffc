import Dovetail
import Testing

@Suite("Sending: options of broker, task and call", .timeLimit(.minutes(5)))
struct OptionTests {
  /// What a worker would see of a task that was sent, and when it can be received.
  private func delay(_ bench: Workbench, upTo seconds: Int) async throws -> Int? {
    for second in 0...seconds {
      if try await !bench.visible().isEmpty { return second }
      bench.clock.advance(by: .seconds(1))
    }
    return nil
  }

  @Test func `a broker's delay holds for tasks that do not say`() async throws {
    let bench = try await Workbench { $0.options = .delay(.seconds(3)) }
    try await bench.broker.task("general") {}.enqueue()

    #expect(try await delay(bench, upTo: 10) == 3)
  }

  @Test func `a task's delay goes before the broker's`() async throws {
    let bench = try await Workbench { $0.options = .delay(.seconds(3)) }
    try await bench.broker.task("delayed", options: .delay(.seconds(7))) {}.enqueue()

    #expect(try await delay(bench, upTo: 10) == 7)
  }

  @Test func `a call's delay goes before the task's, be it an option or a label`() async throws {
    for options in [SendOptions.delay(.seconds(4)), .label("delay", 4), .label("delay", "4")] {
      let bench = try await Workbench { $0.options = .delay(.seconds(3)) }
      try await bench.broker.task("delayed", options: .label("delay", 7)) {}
        .enqueue(options: options)

      #expect(try await delay(bench, upTo: 10) == 4)
    }
  }

  @Test func `a delay of zero goes before the queue's own`() async throws {
    let bench = try await Workbench {
      $0.defaultQueue.attributes.delay = .seconds(5)
    }
    let task = bench.broker.task("task") {}
    try await task.enqueue(options: .delay(.zero))
    #expect(try await delay(bench, upTo: 0) == 0)
  }

  @Test func `labels of broker, task and call travel, the nearest of one name`() async throws {
    let bench = try await Workbench {
      $0.options = .label("a", "broker").label("b", "broker").label("c", "broker")
    }
    let task = bench.broker.task("task", options: .label("b", "task").label("c", "task")) {
      (context: TaskContext) in
      ["a", "b", "c"].map { context.labels[$0]?.stringValue ?? "" }
    }
    let job = try await task.enqueue(options: .label("c", "call"))

    try await Worker(bench.broker) { task }.drain()

    #expect(try await job.value(timeout: .zero) == ["broker", "task", "call"])
  }

  @Test func `options of task and call are labels too, as TaskIQ has them`() async throws {
    let bench = try await Workbench { $0.queues = ["critical"] }
    let task = bench.broker.task("task", queue: "critical", options: .delay(.seconds(1))) {
      (context: TaskContext) in context.labels.keys.sorted()
    }
    let job = try await task.enqueue(options: .timeout(.seconds(30)).attempts(2).group("tenant"))
    bench.clock.advance(by: .seconds(1))

    try await Worker(bench.broker) { task }.drain()

    let labels = try await job.value(timeout: .zero)
    #expect(labels == ["delay", "group_id", "max_retries", "queue", "timeout"])
  }

  @Test func `attributes travel beside the body`() async throws {
    let bench = try await Workbench()
    try await bench.broker.task("task") {}
      .enqueue(options: .attribute("tenant", .string("acme")))

    #expect(try await bench.visible().first?.attributes["tenant"] == .string("acme"))
  }

  @Test func `a call may be named, and found again by its name`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("task") { 7 }
    let job = try await task.enqueue(options: .id("order-17"))

    try await Worker(bench.broker) { task }.drain()

    #expect(job.id == "order-17")
    #expect(try await bench.broker.job("order-17", as: Int.self).value(timeout: .zero) == 7)
  }

  @Test func `ids come from the generator that was set`() async throws {
    let bench = try await Workbench {
      $0.makeTaskID = { now, _ in TaskID(rawValue: "id-\(now.milliseconds)") }
    }

    let job = try await bench.broker.task("task") {}.enqueue()

    #expect(job.id.rawValue == "id-\(bench.clock.now.milliseconds)")
  }

  @Test(arguments: [
    (SendOptions.label("delay", "soon"), "delay"), (.label("max_retries", "many"), "max_retries"),
    (.label("skip_batching", "perhaps"), "skip_batching"), (.label("queue", 3), "queue"),
    (.timeout(.zero), "time-out"), (.attempts(0), "attempts"), (.linger(.seconds(61)), "linger"),
  ])
  func `an option that cannot be kept is refused by its name`(
    options: SendOptions, name: String
  ) async throws {
    let bench = try await Workbench()

    let error = await #expect(throws: TaskError.self) {
      try await bench.broker.task("task") {}.enqueue(options: options)
    }

    #expect(error?.code == .invalidOption)
    #expect(error?.description.contains(name) == true)
  }

  @Test func `an id for all calls of a task, or of a broker, is refused`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("task", options: .id("one")) {}

    await #expect(throws: TaskError.self) { try await task.enqueue() }
    await #expect(throws: TaskError.self) {
      try await Workbench { $0.options = .deduplicationID("one") }
    }
  }

  @Test func `a time-out of the call goes before the handler's`() async throws {
    let bench = try await Workbench()
    let slow = bench.broker.task("slow", retry: .never, timeout: .seconds(100)) {
      (context: TaskContext) in try await context.clock.sleep(for: .seconds(60))
    }
    let job = try await slow.enqueue(options: .timeout(.seconds(10)))

    async let reports = Worker(bench.broker) { slow }.drain()
    await bench.clock.waitForCalls(atLeast: 3)  // The lease, the time-out, the body's sleep.
    bench.clock.advance(by: .seconds(10))

    #expect(try await reports.count == 1)
    let failure = await #expect(throws: TaskFailure.self) { try await job.value(timeout: .zero) }
    #expect(failure?.type == "TimeoutError")
  }
}
