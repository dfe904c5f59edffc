import Dovetail
import Synchronization
import Testing

@Suite("Worker: middleware around runs", .timeLimit(.minutes(5)))
struct RunMiddlewareTests {
  @TaskLocal static var tenant = "none"

  /// Does what its closure says.
  struct Around: RunMiddleware {
    let body: @Sendable (TaskContext, () async throws -> Void) async throws -> Void

    init(_ body: @escaping @Sendable (TaskContext, () async throws -> Void) async throws -> Void) {
      self.body = body
    }

    func run(_ context: TaskContext, next: () async throws -> Void) async throws {
      try await body(context, next)
    }
  }

  private func bench(_ middleware: Around...) async throws -> Workbench {
    try await Workbench {
      $0.runMiddleware = middleware
      $0.retry = .never
    }
  }

  @Test func `several stand around a run in their order, and see its context`() async throws {
    let log = Mutex<[String]>([])
    let middleware = ["outer", "inner"].map { name in
      Around { context, next in
        log.withLock { $0.append("\(name) before \(context.name)") }
        try await next()
        log.withLock { $0.append("\(name) after") }
      }
    }
    let bench = try await bench(middleware[0], middleware[1])
    let task = bench.broker.task("task") { log.withLock { $0.append("body") } }
    try await task.enqueue()

    try await Worker(bench.broker) { task }.drain()

    #expect(
      log.withLock { $0 }
        == ["outer before task", "inner before task", "body", "inner after", "outer after"])
  }

  @Test func `a middleware sets what is local to the body's task`() async throws {
    let bench = try await bench(
      Around { context, next in
        try await Self.$tenant.withValue(context.labels["tenant"]?.stringValue ?? "") {
          try await next()
        }
      })
    let task = bench.broker.task("task") { Self.tenant }
    let job = try await task.enqueue(options: .label("tenant", "acme"))

    try await Worker(bench.broker) { task }.drain()

    #expect(try await job.value(timeout: .zero) == "acme")
  }

  @Test func `what a middleware throws is the run's error, before the body and after it`()
    async throws
  {
    for isAfter in [false, true] {
      let bench = try await bench(
        Around { _, next in
          if isAfter { try await next() }
          throw PaymentDeclined()
        })
      let task = bench.broker.task("task") { 7 }
      let job = try await task.enqueue()

      try await Worker(bench.broker) { task }.drain()

      let failure = await #expect(throws: TaskFailure.self) { try await job.value(timeout: .zero) }
      #expect(failure?.type == "PaymentDeclined")
    }
  }

  @Test func `a middleware may turn an error into another`() async throws {
    let bench = try await bench(
      Around { _, next in
        do {
          try await next()
        } catch is PaymentDeclined {
          throw UnknownCustomer()
        }
      })
    let task = bench.broker.task("task") { throw PaymentDeclined() }
    let job = try await task.enqueue()

    try await Worker(bench.broker) { task }.drain()

    let failure = await #expect(throws: TaskFailure.self) { try await job.value(timeout: .zero) }
    #expect(failure?.type == "UnknownCustomer")
  }

  @Test func `a middleware that lets no body run fails the task for good`() async throws {
    let bench = try await bench(Around { _, _ in })
    let task = bench.broker.task("task", retry: .immediate()) { 7 }
    let job = try await task.enqueue()

    let reports = try await Worker(bench.broker) { task }.drain()

    #expect(reports.count == 1)
    let failure = await #expect(throws: TaskFailure.self) { try await job.value(timeout: .zero) }
    #expect(failure?.type == "SkippedRun")
  }
}
