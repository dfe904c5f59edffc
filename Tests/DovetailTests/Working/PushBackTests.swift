import Dovetail
import Testing

@Suite("Dead letters: pushing back", .timeLimit(.minutes(5)))
struct PushBackTests {
  @Test func `rule 7: a letter goes back to where it came from, and runs again`() async throws {
    let bench = try await Workbench()
    let flaky = Flaky(bench.broker)
    let job = try await flaky.task.enqueue(1)
    try await flaky.worker.drain()

    let report = try await bench.broker.deadLetters(of: "default").pushBack()

    #expect(report.pushedBack == 1)
    #expect(try await bench.visible(in: Workbench.deadLetters).isEmpty)
    flaky.mend()
    #expect(try await flaky.worker.drain().map(\.outcome) == [.succeeded])
    #expect(try await job.value(timeout: .zero) == 1)
  }

  @Test func `attempts are counted anew`() async throws {
    let bench = try await Workbench()
    let flaky = Flaky(bench.broker, attempts: 2)
    try await flaky.task.enqueue(1, options: .label("_retries", 1))
    #expect(try await flaky.worker.drain().map(\.attempt) == [2])

    _ = try await bench.broker.deadLetters(of: "default").pushBack()

    #expect(try await flaky.worker.drain().map(\.attempt) == [1, 2])
  }

  @Test func `who waits after a push back does not see the old error`() async throws {
    let bench = try await Workbench()
    let flaky = Flaky(bench.broker)
    let job = try await flaky.task.enqueue(1)
    try await flaky.worker.drain()

    _ = try await bench.broker.deadLetters(of: "default").pushBack()

    let error = await #expect(throws: TaskError.self) { try await job.value(timeout: .zero) }
    #expect(error?.code == .resultTimeout)
  }

  @Test func `a task that has succeeded meanwhile is not run again`() async throws {
    let bench = try await Workbench()
    let flaky = Flaky(bench.broker)
    let job = try await flaky.task.enqueue(1)
    try await flaky.worker.drain()
    try await bench.results.store(
      .success(Array("5".utf8), executionTime: .zero), for: job.id)

    _ = try await bench.broker.deadLetters(of: "default").pushBack()

    #expect(try await flaky.worker.drain().map(\.outcome) == [.duplicate])
    #expect(try await job.value(timeout: .zero) == 5)
  }

  @Test func `W3: de-duplication swallows no letter within 5 minutes, however often it goes back`()
    async throws
  {
    let bench = try await Workbench { $0.defaultQueue = "orders.fifo" }
    let flaky = Flaky(bench.broker)
    let job = try await flaky.task.enqueue(7, options: .group("a"))
    try await flaky.worker.drain()
    for _ in 0..<3 {
      let letters = try await bench.broker.deadLetters(of: "orders.fifo")
      #expect(try await letters.pushBack().pushedBack == 1)
      #expect(try await flaky.worker.drain().count == 1)
    }
    flaky.mend()

    _ = try await bench.broker.deadLetters(of: "orders.fifo").pushBack()
    try await flaky.worker.drain()

    #expect(try await job.value(timeout: .zero) == 7)
  }

  @Test func `the letters of a FIFO group go back in their order`() async throws {
    let bench = try await Workbench { $0.defaultQueue = "orders.fifo" }
    let flaky = Flaky(bench.broker)
    for number in 0..<25 {
      try await flaky.task.enqueue(number, options: .group(number % 5 == 0 ? "b" : "a"))
    }
    try await flaky.worker.drain()

    let report = try await bench.broker.deadLetters(of: "orders.fifo").pushBack()
    flaky.mend()
    try await flaky.worker.drain()

    #expect(report.pushedBack == 25)
    #expect(flaky.succeeded.filter { $0 % 5 == 0 } == [0, 5, 10, 15, 20])
    #expect(
      flaky.succeeded.filter { $0 % 5 != 0 } == (0..<25).filter { $0 % 5 != 0 })
  }

  @Test func `letters behind one of their group that cannot go back stay`() async throws {
    let bench = try await Workbench { $0.defaultQueue = "orders.fifo" }
    let flaky = Flaky(bench.broker)
    for number in 0..<3 { try await flaky.task.enqueue(number, options: .group("a")) }
    try await flaky.task.enqueue(3, options: .group("b"))
    try await flaky.worker.drain()
    let letters = try await bench.broker.deadLetters(of: "orders.fifo")
    bench.faults.add(.throttle(.send).times(1))

    let first = try await letters.pushBack()
    let second = try await letters.pushBack()
    flaky.mend()
    try await flaky.worker.drain()

    #expect(first.pushedBack == 0)
    #expect(first.entries.count == 4)
    #expect(second.pushedBack == 4)
    #expect(flaky.succeeded.filter { $0 < 3 } == [0, 1, 2])
  }

  @Test func `a letter that cannot be sent keeps its error, and stays`() async throws {
    let bench = try await Workbench()
    let flaky = Flaky(bench.broker)
    let job = try await flaky.task.enqueue(1)
    try await flaky.worker.drain()
    bench.faults.add(.throttle(.send).times(1))

    let report = try await bench.broker.deadLetters(of: "default").pushBack()

    guard case .failed = report.entries.first?.outcome else {
      Issue.record("The outcome is \(String(describing: report.entries.first?.outcome)).")
      return
    }
    await #expect(throws: TaskFailure.self) { try await job.value(timeout: .zero) }
    #expect(try await bench.visible(in: Workbench.deadLetters).count == 1)
  }

  @Test func `a crash between send and delete loses nothing`() async throws {
    let bench = try await Workbench()
    let flaky = Flaky(bench.broker)
    let job = try await flaky.task.enqueue(1)
    try await flaky.worker.drain()
    bench.faults.add(.throttle(.delete))

    let first = try await bench.broker.deadLetters(of: "default").pushBack()
    bench.faults.removeAll()
    let second = try await bench.broker.deadLetters(of: "default").pushBack()
    flaky.mend()
    try await flaky.worker.drain()

    guard case .duplicated = first.entries.first?.outcome else {
      Issue.record("The outcome is \(String(describing: first.entries.first?.outcome)).")
      return
    }
    #expect(second.pushedBack == 1)
    #expect(try await job.value(timeout: .zero) == 1)
    #expect(try await bench.visible(in: Workbench.deadLetters).isEmpty)
  }

  @Test func `rule 7: copies of one task are folded into one`() async throws {
    let bench = try await Workbench()
    let flaky = Flaky(bench.broker)
    try await flaky.task.enqueue(1)
    try await flaky.worker.drain()
    let letter = try #require(try await bench.visible(in: Workbench.deadLetters).first)
    for _ in 0..<2 {
      _ = try await bench.double.queues.send(
        OutgoingMessage(letter.body, attributes: letter.attributes), to: Workbench.deadLetters)
    }
    bench.clock.advance(by: .seconds(1))

    let report = try await bench.broker.deadLetters(of: "default").pushBack()

    #expect(report.pushedBack == 1)
    #expect(report.entries.count { $0.outcome == .folded } == 2)
    #expect(try await flaky.worker.drain().count == 1)
  }

  @Test func `one letter goes back, by its id`() async throws {
    let bench = try await Workbench()
    let flaky = Flaky(bench.broker)
    for number in 0..<3 { try await flaky.task.enqueue(number) }
    try await flaky.worker.drain()
    let letters = try await bench.broker.deadLetters(of: "default")
    let second = try await letters.look().letters[1]

    let report = try await letters.pushBack(.message(second.messageID))

    #expect(report.entries.map(\.letter.taskID) == [second.taskID])
    #expect(report.passedOver == 2)
    #expect(try await bench.visible(in: Workbench.deadLetters).count == 2)
  }

  @Test func `the letters that match go back; the rest can be received at once`() async throws {
    let bench = try await Workbench()
    let flaky = Flaky(bench.broker)
    var ids: [TaskID] = []
    for number in 0..<30 { ids.append(try await flaky.task.enqueue(number).id) }
    try await flaky.worker.drain()
    let chosen = Set(ids.enumerated().filter { $0.offset % 3 == 0 }.map(\.element))

    let report = try await bench.broker.deadLetters(of: "default").pushBack(
      .matching { $0.taskID.map(chosen.contains) ?? false })

    #expect(Set(report.entries.compactMap(\.letter.taskID)) == chosen)
    #expect(report.pushedBack == 10)
    #expect(try await bench.visible(in: Workbench.deadLetters).count == 10)
  }

  @Test func `no more letters are looked at than the limit`() async throws {
    let bench = try await Workbench()
    let flaky = Flaky(bench.broker)
    for number in 0..<25 { try await flaky.task.enqueue(number) }
    try await flaky.worker.drain()
    let letters = try await bench.broker.deadLetters(of: "default")

    let report = try await letters.pushBack(.all, PushBackOptions(limit: 12))

    #expect(report.pushedBack == 12)
    guard case .limit = report.end else {
      Issue.record("It ended with \(report.end).")
      return
    }
    #expect(try await letters.pushBack().pushedBack == 13)
  }

  @Test func `what SQS itself moved goes back to its source`() async throws {
    let bench = try await Workbench { configuration in
      configuration.queues = [
        TaskQueue("frail") { $0.deadLetters = .queue("default-dlq", maxReceiveCount: 1) }
      ]
    }
    let frail = try QueueName("frail")
    let flaky = Flaky(bench.broker)
    try await flaky.task.enqueue(4, options: .queue("frail"))
    for _ in 0..<2 {
      _ = try await bench.visible(in: frail)
      bench.clock.advance(by: .seconds(1))
    }

    let report = try await bench.broker.deadLetters(of: "default").pushBack()

    #expect(report.entries.map(\.letter.origin) == [frail])
    #expect(try await bench.visible(in: frail).count == 1)
  }

  @Test func `a delay hides what goes back`() async throws {
    let bench = try await Workbench()
    let flaky = Flaky(bench.broker)
    try await flaky.task.enqueue(1)
    try await flaky.worker.drain()

    _ = try await bench.broker.deadLetters(of: "default").pushBack(
      .all, PushBackOptions(delay: .seconds(60)))

    #expect(try await bench.visible().isEmpty)
    bench.clock.advance(by: .seconds(60))
    #expect(try await bench.visible().count == 1)
  }

  @Test func `a letter without an origin goes only where it is told to`() async throws {
    let bench = try await Workbench()
    _ = try await bench.double.queues.send(OutgoingMessage("text"), to: Workbench.deadLetters)
    let letters = try await bench.broker.deadLetters(of: "default")

    let first = try await letters.pushBack()
    let second = try await letters.pushBack(.all, PushBackOptions(destination: Workbench.queue))

    #expect(first.pushedBack == 0)
    #expect(second.pushedBack == 1)
    #expect(try await bench.visible().map(\.body) == ["text"])
  }

  @Test func `an origin that sends no letters here is not believed`() async throws {
    let bench = try await Workbench()
    let other = try QueueName("somebody-elses")
    try await bench.double.administration.createQueue(other)
    let note =
      #"{"reason": "none", "origin": "somebody-elses", "attempts": 1, "message_id": "m"}"#
    _ = try await bench.double.queues.send(
      OutgoingMessage("text", attributes: ["dovetail_dead_letter": .string(note)]),
      to: Workbench.deadLetters)

    let report = try await bench.broker.deadLetters(of: "default").pushBack()

    #expect(report.pushedBack == 0)
    #expect(try await bench.visible(in: other).isEmpty)
  }

  @Test func `rule 9: payload objects stay, and the body comes back whole`() async throws {
    let bench = try await Workbench { $0.payloads.threshold = 200 }
    let flaky = Flaky(bench.broker)
    let text = String(repeating: "x", count: 5000)
    let echo = bench.broker.task("echo", retry: .never) { (text: String) -> Int in
      try flaky.check()
      return text.count
    }
    let job = try await echo.enqueue(text)
    let worker = Worker(bench.broker) { echo }
    try await worker.drain()

    _ = try await bench.broker.deadLetters(of: "default").pushBack()
    flaky.mend()
    try await worker.drain()

    #expect(try await job.value(timeout: .zero) == 5000)
  }
}
