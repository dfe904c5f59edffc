import Dovetail
import InMemoryTracing
import Testing
import Tracing

@Suite("Batch handlers: what stands around them", .timeLimit(.minutes(5)))
struct BatchMiddlewareTests {
  typealias Around = RunMiddlewareTests.Around

  /// Stands around whole batches.
  struct AroundAll: BatchRunMiddleware {
    let body: @Sendable ([TaskContext], () async throws -> Void) async throws -> Void

    init(
      _ body: @escaping @Sendable ([TaskContext], () async throws -> Void) async throws -> Void
    ) {
      self.body = body
    }

    func run(_ context: TaskContext, next: () async throws -> Void) async throws {
      try await body([context], next)
    }

    func run(batch: [TaskContext], next: () async throws -> Void) async throws {
      try await body(batch, next)
    }
  }

  private let key = TaskKey("step", as: ((Int) -> Int).self)
  private let end = TaskReport.Outcome.deadLettered(reason: "PaymentDeclined: no cover")

  /// Runs a batch of so many inside of the middleware; returns the outcomes by number, and who was given
  /// to the body.
  private func run(
    _ count: Int, inside middleware: any RunMiddleware...,
    body: @escaping @Sendable ([BatchItem<Int, Int>]) throws -> [BatchAnswer<Int>]
  ) async throws -> (outcomes: [TaskReport.Outcome?], given: [Int]) {
    let bench = try await Workbench {
      $0.runMiddleware = middleware
      $0.retry = .never
    }
    let given = Log<Int>()
    let jobs = try await bench.broker.enqueueAll(key, Array(0..<count)).map { try $0.get() }
    let reports = try await Worker(bench.broker) {
      key.handleBatches(upTo: count) { batch in
        for item in batch { given.add(item.payload) }
        return try body(batch)
      }
    }.drain()
    // Reports without an id, of a drain that was cancelled, are told apart by nothing.
    let outcomes = Dictionary(reports.map { ($0.id, $0.outcome) }, uniquingKeysWith: { $1 })
    return (jobs.map { outcomes[$0.id] }, given.all.sorted())
  }

  @Test func `middleware is entered for each message before the body, and sees how it went`()
    async throws
  {
    let log = Log<String>()
    let middleware = Around { context, next in
      log.add("in")
      do {
        try await next()
        log.add("out")
      } catch {
        log.add("out with \(error)")
        throw error
      }
    }

    let (outcomes, _) = try await run(3, inside: middleware) { batch in
      log.add("body")
      return batch.map { $0.payload == 1 ? $0.failed(PaymentDeclined()) : $0.succeeded(0) }
    }

    #expect(outcomes == [.succeeded, end, .succeeded])
    #expect(log.all.prefix(4) == ["in", "in", "in", "body"])
    #expect(log.all.dropFirst(4).sorted() == ["out", "out", "out with no cover"])
  }

  @Test func `a message that a middleware refuses is not given to the body, the others are`()
    async throws
  {
    let refusing = Around { context, next in
      guard context.message.body.contains(#""args":[1]"#) else { return try await next() }
      throw PaymentDeclined()
    }

    let (outcomes, given) = try await run(3, inside: refusing) { $0.map { $0.succeeded(0) } }

    #expect(outcomes == [.succeeded, end, .succeeded])
    #expect(given == [0, 2])
  }

  @Test func `a middleware that lets no body run fails its message for good`() async throws {
    let skipping = Around { context, next in
      if !context.message.body.contains(#""args":[1]"#) { try await next() }
    }

    let (outcomes, given) = try await run(2, inside: skipping) { $0.map { $0.succeeded(0) } }

    #expect(given == [0])
    guard case .deadLettered(let reason) = outcomes[1] else {
      Issue.record("\(outcomes)")
      return
    }
    #expect(reason.hasPrefix("SkippedRun"))
  }

  @Test func `a middleware may throw after the body, and turn one error into another`() async throws
  {
    let turning = Around { context, next in
      do {
        try await next()
      } catch is UnknownCustomer {
        throw PaymentDeclined()
      }
      if context.message.body.contains(#""args":[0]"#) { throw PaymentDeclined() }
    }

    let (outcomes, _) = try await run(3, inside: turning) { batch in
      batch.map { $0.payload == 1 ? $0.failed(UnknownCustomer()) : $0.succeeded(0) }
    }

    #expect(outcomes == [end, end, .succeeded])
  }

  @Test func `an error that a middleware swallows is still the message's`() async throws {
    let swallowing = Around { _, next in try? await next() }

    let (outcomes, _) = try await run(2, inside: swallowing) { batch in
      batch.map { $0.payload == 1 ? $0.failed(PaymentDeclined()) : $0.succeeded(0) }
    }

    #expect(outcomes == [.succeeded, end])
  }

  @Test func `what stands around a whole batch is entered once, in its place among the others`()
    async throws
  {
    let log = Log<String>()
    let outer = Around { _, next in
      log.add("outer")
      try await next()
    }
    let whole = AroundAll { contexts, next in
      log.add("\(contexts.count)")
      try await next()
      log.add("after")
    }

    let (outcomes, _) = try await run(3, inside: outer, whole, outer) { batch in
      log.add("body")
      return batch.map { $0.payload == 1 ? $0.failed(PaymentDeclined()) : $0.succeeded(0) }
    }

    #expect(outcomes == [.succeeded, end, .succeeded])
    let three = Array(repeating: "outer", count: 3)
    #expect(log.all == three + ["3"] + three + ["body", "after"])
  }

  @Test func `what stands around a whole batch sees what the body throws, and may throw itself`()
    async throws
  {
    let seen = Log<String>()
    let seeing = AroundAll { _, next in
      do {
        try await next()
      } catch {
        seen.add("\(error)")
        throw PaymentDeclined()
      }
    }
    let late = AroundAll { _, next in
      try await next()
      throw PaymentDeclined()
    }
    let idle = AroundAll { _, _ in }

    let thrown = try await run(2, inside: seeing) { _ in throw UnknownCustomer() }
    let after = try await run(2, inside: late) { batch in
      batch.map { $0.payload == 1 ? $0.failed(UnknownCustomer()) : $0.succeeded(0) }
    }
    let skipped = try await run(2, inside: idle) { $0.map { $0.succeeded(0) } }

    #expect(seen.all == ["nobody of that name"])
    #expect(thrown.outcomes == [end, end])
    #expect(
      after.outcomes == [end, .deadLettered(reason: "UnknownCustomer: nobody of that name")])
    #expect(skipped.given.isEmpty)
    #expect(skipped.outcomes.allSatisfy { $0 != .succeeded && $0 != nil })
  }

  @Test func `a thousand messages are nested without harm`() async throws {
    let plain = Around { _, next in try await next() }

    let (outcomes, given) = try await run(1000, inside: plain) { $0.map { $0.succeeded(0) } }

    #expect(given.count == 1000)
    #expect(outcomes.allSatisfy { $0 == .succeeded })
  }

  @Test func `a call is one span, linked to the sender of each message`() async throws {
    let tracer = HeaderTracer()
    let bench = try await Workbench()

    try await withTracer(tracer) {
      for outcome in await bench.broker.enqueueAll(key, [1, 2]) { _ = try outcome.get() }
      try await Worker(bench.broker) {
        key.handleBatches(upTo: 2) { $0.map { $0.succeeded(0) } }
      }.drain()
    }

    let sends = tracer.finished(.producer)
    let runs = tracer.finished(.consumer)
    #expect(runs.map(\.operationName) == ["process default"])
    let run = try #require(runs.first)
    #expect(run.attributes.get("messaging.batch.message_count") == 2)
    #expect(run.attributes.get("dovetail.task.name") == "step")
    #expect(
      Set(run.links.compactMap { $0.context.inMemorySpanContext?.spanID })
        == Set(sends.map(\.spanID)))
  }

  @Test func `what is carried is told of each message, and is not sent on by the body itself`()
    async throws
  {
    let bench = try await Workbench()
    let log = Log<String>()
    for (number, tenant) in ["acme", "umbrella"].enumerated() {
      _ = try await CarriedContext.with(["tenant": .string(tenant)]) {
        try await bench.broker.enqueue(key, number)
      }
    }

    try await CarriedContext.with(["tenant": "the worker's"]) {
      try await Worker(bench.broker) {
        key.handleBatches(upTo: 2) { batch in
          for item in batch { log.add(item.context.carried["tenant"]?.stringValue ?? "none") }
          log.add("\(CarriedContext.current.count)")
          return batch.map { $0.succeeded(0) }
        }
      }.drain()
    }

    #expect(log.all.sorted() == ["0", "acme", "umbrella"])
  }
}
