import Dovetail
import Foundation
import Testing

@Suite("Raw queues", .timeLimit(.minutes(5)))
struct RawQueueTests {
  private let events = RawQueue("events")
  private let queue = Result { try QueueName("events") }
  private let deadLetters = Result { try QueueName("events-dlq") }

  private func bench(
    _ change: (inout BrokerConfiguration) -> Void = { _ in }
  ) async throws -> Workbench {
    try await Workbench { configuration in
      configuration.queues = ["events"]
      change(&configuration)
    }
  }

  @Test func `a raw queue's handler gets every message of it, whatever the body is`() async throws {
    let bench = try await bench()
    let task = bench.broker.task("task", queue: "events") {}
    let log = Log<String>()
    try await bench.broker.sendRaw("<order id='7'/>", options: .queue("events"))
    try await bench.broker.sendRaw("é{", options: .queue("events"))
    try await task.enqueue()

    let reports = try await Worker(bench.broker) {
      events.handle { message in log.add(message.body) }
      task
    }.drain()

    #expect(reports.map(\.outcome) == [.succeeded, .succeeded, .succeeded])
    #expect(reports.map(\.name) == ["events", "events", "events"])
    #expect(Set(log.all.prefix(3)).isSuperset(of: ["<order id='7'/>", "é{"]))
    #expect(log.all.contains { $0.contains(#""task_name""#) })
    #expect(try await bench.broker.counts(of: "events").total == 0)
  }

  @Test func `its attributes and what the queue tells of it are seen`() async throws {
    let bench = try await bench()
    let log = Log<(ReceivedMessage, TaskContext)>()
    let sent = try await bench.broker.sendRaw(
      "event",
      options: .queue("events").group("tenant-1").attribute("kind", .number(7))
        .attribute("bytes", .binary([0, 255])))

    try await Worker(bench.broker) { events.handle { log.add(($0, $1)) } }.drain()

    let (message, context) = try #require(log.all.first)
    #expect(message.attributes == ["kind": .number(7), "bytes": .binary([0, 255])])
    #expect(message.headers["SentTimestamp"] == "\(bench.clock.now.milliseconds)")
    #expect(message.headers["ApproximateFirstReceiveTimestamp"] == message.headers["SentTimestamp"])
    #expect(message.headers["ApproximateReceiveCount"] == "1")
    #expect(message.headers["MessageGroupId"] == "tenant-1")
    #expect(message.headers["SenderId"] != nil)
    #expect(context.message == message)
    #expect(context.headers == message.headers)
    #expect(context.id.rawValue == sent.id.rawValue)
    #expect(context.name == "events")
    #expect(context.labels.isEmpty)
  }

  @Test func `the headers of a FIFO queue's message have its place and what it is told by`()
    async throws
  {
    let bench = try await bench { $0.queues = ["events.fifo"] }
    let log = Log<[String: String]>()
    try await bench.broker.sendRaw(
      "event", options: .queue("events.fifo").group("g").deduplicationID("d"))

    try await Worker(bench.broker) {
      RawQueue("events.fifo").handle { message in log.add(message.headers) }
    }.drain()

    let headers = try #require(log.all.first)
    #expect(headers["MessageGroupId"] == "g")
    #expect(headers["MessageDeduplicationId"] == "d")
    #expect(headers["SequenceNumber"]?.count == 20)
  }

  @Test func `tasks of other queues are run beside it`() async throws {
    let bench = try await bench()
    let task = bench.broker.task("task") { 7 }
    let job = try await task.enqueue()
    try await bench.broker.sendRaw("event", options: .queue("events"))

    let reports = try await Worker(bench.broker) {
      events.handle { _ in }
      task
    }.drain()

    #expect(Set(reports.map(\.name)) == ["events", "task"])
    #expect(try await job.value(timeout: .zero) == 7)
  }

  @Test func `no result is stored unless its handler does`() async throws {
    let bench = try await bench()
    let sent = try await bench.broker.sendRaw("four", options: .queue("events"))
    let job = bench.broker.job(TaskID(rawValue: sent.id.rawValue), as: Int.self)

    let plain = Worker(bench.broker) { events.handle { _ in } }
    try await plain.drain()
    #expect(try await bench.results.result(for: job.id) == nil)

    let again = try await bench.broker.sendRaw("seven", options: .queue("events"))
    let storing = Worker(bench.broker) {
      events.handle(storing: Int.self) { message, _ in message.body.count }
    }
    try await storing.drain()
    let value = try await bench.broker.job(TaskID(rawValue: again.id.rawValue), as: Int.self)
      .value(timeout: .zero)
    #expect(value == 5)
  }

  @Test func `a failed run is repeated, and the last makes a dead letter without a result`()
    async throws
  {
    let bench = try await bench()
    let attempts = Log<Int>()
    let sent = try await bench.broker.sendRaw("event", options: .queue("events"))
    let worker = Worker(bench.broker) {
      events.handle(retry: .constant(.seconds(5), maxAttempts: 3)) { _, context in
        attempts.add(context.attempt)
        throw PaymentDeclined()
      }
    }

    let reports = try await bench.drainAll(worker)

    #expect(attempts.all == [1, 2, 3])
    #expect(reports.last?.outcome == .deadLettered(reason: "PaymentDeclined: no cover"))
    let copy = try #require(try await bench.visible(in: deadLetters.get()).first)
    #expect(copy.body == "event")
    #expect(
      copy.attributes["dovetail_dead_letter"]?.stringValue?.contains(sent.id.rawValue) == true)
    #expect(try await bench.results.result(for: TaskID(rawValue: sent.id.rawValue)) == nil)
  }

  @Test func `a message comes from the blob store whole, and its object is removed`() async throws {
    let bench = try await bench()
    let log = Log<Int>()
    let body = String(repeating: "x", count: 1_100_000)
    try await bench.broker.sendRaw(body, options: .queue("events"))

    let reports = try await Worker(bench.broker) {
      events.handle { message, context in
        #expect(message.attributes.isEmpty)
        #expect(context.attributes.isEmpty)
        log.add(message.body.utf8.count)
      }
    }.drain()

    #expect(reports.map(\.outcome) == [.succeeded])
    #expect(log.all == [1_100_000])
    let bucket = try BucketName("results")
    let kept = try await bench.double.blobs.list(
      bucket, ListBlobsOptions(prefix: "broker/payloads/"))
    #expect(kept.entries.allSatisfy { $0.key.contains("/done/") })
  }

  @Test func `a delay over 15 minutes is kept`() async throws {
    let bench = try await bench()
    let log = Log<Timestamp>()
    let due = bench.clock.now.advanced(by: .seconds(3600))
    try await bench.broker.sendRaw("event", options: .queue("events").delay(.seconds(3600)))
    let worker = Worker(bench.broker) {
      events.handle { _, context in log.add(context.clock.now) }
    }

    while bench.clock.now < due.advanced(by: .seconds(60)) {
      try await worker.drain()
      bench.clock.advance(by: .seconds(10))
    }

    #expect(log.all.count == 1)
    #expect(try #require(log.all.first) >= due)
  }

  @Test func `a group of a FIFO queue is worked on in order, also past a failure`() async throws {
    let bench = try await bench { $0.queues = ["events.fifo"] }
    let log = Log<String>()
    for number in 0..<4 {
      try await bench.broker.sendRaw(
        "\(number)", options: .queue("events.fifo").group("g").deduplicationID("\(number)"))
    }
    let worker = Worker(bench.broker) {
      RawQueue("events.fifo").handle(retry: .constant(.seconds(5))) { message, context in
        if message.body == "1", context.attempt < 3 { throw PaymentDeclined() }
        log.add(message.body)
      }
    }

    _ = try await bench.drainAll(worker)

    #expect(log.all == ["0", "1", "2", "3"])
  }

  @Test func `middleware stands around it, and may refuse`() async throws {
    let log = Log<String>()
    let bench = try await bench {
      $0.retry = .never
      $0.runMiddleware = [
        RunMiddlewareTests.Around { context, next in
          guard context.message.body != "bad" else { throw PaymentDeclined() }
          log.add(context.name)
          try await next()
        }
      ]
    }
    for outcome in await bench.broker.sendRaw(["bad", "good"], options: .queue("events")) {
      _ = try outcome.get()
    }

    try await Worker(bench.broker) { events.handle { message in log.add(message.body) } }.drain()

    #expect(log.all == ["events", "good"])
  }

  @Test func `a time-out, a limit and a pause hold for it`() async throws {
    let bench = try await bench()
    let (gate, peak) = (Gate(), Peak())
    for outcome in await bench.broker.sendRaw(["1", "2", "3"], options: .queue("events")) {
      _ = try outcome.get()
    }
    let worker = Worker(bench.broker, concurrency: 8) {
      events.handle(retry: .never, timeout: .seconds(30)) { _ in
        await peak.during { await gate.pass() }
        try Task.checkCancellation()
      }.concurrency(1)
    }
    let service = RunningWorker(worker)
    await gate.waitForArrivals(1)
    worker.pause(queue: "events")
    bench.clock.advance(by: .seconds(30))
    gate.open()
    try await bench.wait(for: "events") { $0.total == 0 }
    try await service.stop()

    #expect(peak.highest == 1)
    #expect(try await bench.visible(in: deadLetters.get()).count == 1)
  }

  @Test func `a dead letter that is pushed back is run again`() async throws {
    let bench = try await bench()
    let isMended = Log<Bool>()
    let log = Log<String>()
    try await bench.broker.sendRaw("event", options: .queue("events").attribute("a", .string("b")))
    let worker = Worker(bench.broker) {
      events.handle(retry: .never) { message in
        guard !isMended.all.isEmpty else { throw PaymentDeclined() }
        log.add("\(message.body) \(message.attributes["a"]?.stringValue ?? "")")
      }
    }
    try await worker.drain()

    isMended.add(true)
    let report = try await bench.broker.deadLetters(of: "events").pushBack()
    try await worker.drain()

    #expect(report.entries.count == 1)
    #expect(log.all == ["event b"])
  }

  @Test func `a host's messages are run too`() async throws {
    let bench = try await bench()
    for outcome in await bench.broker.sendRaw(["good", "bad"], options: .queue("events")) {
      _ = try outcome.get()
    }
    let messages = try await bench.visible(in: queue.get())

    let report = try await Worker(bench.broker) {
      events.handle { message in if message.body == "bad" { throw PaymentDeclined() } }
    }.run(received: messages, from: "events")

    #expect(report.failures == messages.filter { $0.body == "bad" }.map(\.id))
  }

  @Test func `a handler of a queue that is not received from is refused`() async throws {
    let bench = try await bench()
    let worker = Worker(bench.broker, queues: ["default"]) { events.handle { _ in } }

    let error = await #expect(throws: TaskError.self) { try await worker.drain() }

    #expect(error?.code == .handlers)
    #expect(error?.description.contains("\"events\"") == true)
  }

  @Test func `a task and a raw queue of one name are refused`() async throws {
    let bench = try await bench()
    let worker = Worker(bench.broker) {
      bench.broker.task("events") {}
      events.handle { _ in }
    }

    let error = await #expect(throws: TaskError.self) { try await worker.drain() }

    #expect(error?.code == .handlers)
  }
}
