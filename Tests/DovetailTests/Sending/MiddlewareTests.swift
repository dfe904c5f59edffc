import Dovetail
import Testing

@Suite("Sending: middleware", .timeLimit(.minutes(5)))
struct MiddlewareTests {
  private static let key = TaskKey("key", as: ((Int) -> Void).self)

  @Test func `B3: every form of send passes the middleware, those in batches too`() async throws {
    let names = Notes<String>()
    let bench = try await Workbench(
      middleware: Around { task, next in
        names.add(task.task.name)
        return try await next(task)
      })
    let broker = bench.broker
    let baked = try Letter("baked").bake()

    try await broker.enqueue(Self.key, 1)
    try await broker.enqueue(Letter("one"))
    try await broker.enqueue(baked)
    try await broker.enqueue(named: "by name", 1)
    try await broker.enqueue(named: "as json", json: .none)
    _ = await broker.enqueueAll(Letter.numbered(12))
    _ = await broker.enqueueAll(Self.key, [1, 2])
    _ = await broker.enqueueAll([baked, baked])
    try await broker.enqueueLater(Self.key, 1)
    try await broker.enqueueLater(Letter("later"))
    try await broker.enqueueLater(baked)

    let counts = Dictionary(grouping: names.all, by: \.self).mapValues(\.count)
    #expect(counts == ["key": 4, "letter": 18, "by name": 1, "as json": 1])
  }

  @Test func `the first middleware is the outermost`() async throws {
    let steps = Notes<String>()
    let noting = { @Sendable (name: String) in
      Around { task, next in
        steps.add("into \(name)")
        defer { steps.add("out of \(name)") }
        return try await next(task)
      }
    }
    let bench = try await Workbench(middleware: noting("a"), noting("b"))

    try await bench.broker.enqueue(Letter(""))

    #expect(steps.all == ["into a", "into b", "out of b", "out of a"])
  }

  @Test func `what a middleware changes travels with the message`() async throws {
    let bench = try await Workbench(
      middleware: .changing { task in
        task.task.labels["tenant"] = "acme"
        task.attributes["shard"] = .string("7")
        task.group = "acme"
        task.delay = .seconds(30)
        task.traceHeader = "Root=1-5759e988-bd862e3fe1be46a994272793"
      })

    try await bench.broker.enqueue(Letter("a"))

    #expect(try await bench.visible().isEmpty)
    bench.clock.advance(by: .seconds(30))
    let message = try #require(try await bench.visible().first)
    #expect(try TaskIQFormat().decode(message).labels["tenant"] == "acme")
    #expect(message.attributes["shard"]?.stringValue == "7")
    #expect(message.groupID == "acme")
    #expect(message.traceHeader == "Root=1-5759e988-bd862e3fe1be46a994272793")
  }

  @Test func `a middleware that throws refuses its task and no other`() async throws {
    let bench = try await Workbench(
      middleware: Around { task, next in
        guard task.task.arguments != (try Letter("3").bake().arguments) else {
          throw PaymentDeclined()
        }
        return try await next(task)
      })

    let outcomes = await bench.broker.enqueueAll(Letter.numbered(10))

    #expect(outcomes.indices.filter { outcomes[$0].error is PaymentDeclined } == [3])
    #expect(try bench.counters().accepted == 9)
  }

  @Test func `a middleware sees what became of its own task`() async throws {
    let ends = Notes<String>()
    let bench = try await Workbench(
      middleware: Around { task, next in
        let text = Letter.text(of: task.task)
        do {
          let sent = try await next(task)
          ends.add("\(text.count) sent: \(sent.id == task.task.id && sent.message != nil)")
          return sent
        } catch {
          ends.add("\(text.count) failed: \(error is TransportError)")
          throw error
        }
      })

    bench.faults.add(.failEntries(.invalidMessageContents, .send).only(.body(containing: #""bb""#)))

    _ = await bench.broker.enqueueAll([Letter("a"), Letter("bb"), Letter("ccc")])

    #expect(Set(ends.all) == ["1 sent: true", "2 failed: true", "3 sent: true"])
  }

  @Test func `a task held for later has passed when it is held`() async throws {
    let ends = Notes<SentTask>()
    let bench = try await Workbench(
      middleware: Around { task, next in
        let sent = try await next(task)
        ends.add(sent)
        return sent
      })

    let job = try await bench.broker.enqueueLater(Letter("a"))

    #expect(ends.all.map(\.id) == [job.id])
    #expect(ends.all.allSatisfy { $0.message == nil })
    #expect(try bench.counters().accepted == 0)
  }

  @Test func `a raw message is no task and passes no middleware`() async throws {
    let bench = try await Workbench(middleware: Around { _, _ in throw PaymentDeclined() })

    try await bench.broker.sendRaw("hello")

    #expect(try await bench.visible().map(\.body) == ["hello"])
  }

  @Test func `a middleware may try again what failed`() async throws {
    let bench = try await Workbench(
      middleware: Around { task, next in
        do {
          return try await next(task)
        } catch {
          var task = task
          task.group = "legal"
          return try await next(task)
        }
      }, .changing { task in task.group = task.group ?? "not legal" })

    try await bench.broker.enqueue(Letter("a"))

    #expect(try await bench.visible().map(\.groupID) == ["legal"])
  }

  @Test(arguments: ForbiddenChange.all)
  func `what a middleware changes against the rules is refused, and nothing is sent`(
    forbidden: ForbiddenChange
  ) async throws {
    let bench = try await Workbench(
      middleware: .changing(forbidden.change), queue: forbidden.queue)

    let error = await #expect(throws: (any Error).self) {
      try await bench.broker.enqueue(Letter("a"))
    }

    #expect(error.map { "\($0)".contains(forbidden.fault) } == true)
    #expect(try bench.counters(of: forbidden.queue).requests == 0)
  }
}

/// A change of a task that must be found, and how the error names it.
struct ForbiddenChange: Sendable, CustomTestStringConvertible {
  let fault: String
  let queue: String
  let change: @Sendable (inout OutgoingTask) -> Void

  var testDescription: String { fault }

  init(
    _ fault: String, on queue: String = "default",
    _ change: @escaping @Sendable (inout OutgoingTask) -> Void
  ) {
    self.fault = fault
    self.queue = queue
    self.change = change
  }

  static let all = [
    ForbiddenChange("The delay of task letter must be 0 s to 366 days") {
      $0.delay = .seconds(-1)
    },
    ForbiddenChange("0 s to 366 days; it is 32000000") { $0.delay = .seconds(32_000_000) },
    ForbiddenChange("the FIFO queue orders.fifo delays no single", on: "orders.fifo") {
      $0.delay = .seconds(5)
    },
    ForbiddenChange("MessageGroupId") { $0.group = "not legal" },
    ForbiddenChange("MessageDeduplicationId", on: "orders.fifo") {
      $0.deduplicationID = "not legal"
    },
    ForbiddenChange("beginning with 'AWS.'") { $0.attributes["AWS.x"] = .string("x") },
    ForbiddenChange("has changed the id of task") { $0.task.id = TaskID(rawValue: "other") },
  ]
}
