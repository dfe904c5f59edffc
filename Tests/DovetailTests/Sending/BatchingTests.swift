import Dovetail
import Testing

@Suite("Sending: batches", .timeLimit(.minutes(5)))
struct BatchingTests {
  /// A task whose argument may be of any size.
  struct Note: TaskPayload {
    static let task = TaskName<Note, NoValue>("note")
    var text = ""
  }

  @Test func `callers at the same time share requests, and each has its own answer`() async throws {
    let bench = try await Workbench()

    let ids = try await withThrowingTaskGroup(of: TaskID.self) { group in
      for number in 0..<64 {
        group.addTask { try await bench.broker.enqueue(Note(text: "\(number)")).id }
      }
      return try await group.reduce(into: Set<TaskID>()) { $0.insert($1) }
    }

    #expect(ids.count == 64)
    let counters = try bench.broker.status(of: "default").counters
    #expect(counters.accepted == 64)
    #expect(counters.requests < 40)
    #expect(try await Worker(bench.broker) { Note.handle { _ in } }.drain().count == 64)
  }

  @Test func `ten thousand go in as few requests as SQS allows, with an outcome each`() async throws
  {
    let bench = try await Workbench()
    let notes = (0..<10_000).map { Note(text: "\($0)") }

    let outcomes = await bench.broker.enqueueAll(notes)

    #expect(try Set(outcomes.map { try $0.get().id }).count == 10_000)
    #expect(try bench.broker.status(of: "default").counters.requests == 1000)
  }

  @Test func `T1: a shutdown sends what is held, partial batches too`() async throws {
    let bench = try await Workbench()
    for number in 0..<4 { try await bench.broker.enqueueLater(Note(text: "\(number)")) }
    #expect(try bench.broker.status(of: "default").buffered == 4)

    await bench.broker.shutdown()

    #expect(try await bench.visible().count == 4)
  }

  @Test func `T2: a shutdown sends more than one batch of what is held`() async throws {
    let bench = try await Workbench {
      $0.batching.retry = .constant(.seconds(1), maxAttempts: 3)
    }
    bench.faults.add(.throttle(.send))
    for number in 0..<35 { try await bench.broker.enqueueLater(Note(text: "\(number)")) }
    await bench.clock.waitForCalls(atLeast: 1)
    bench.faults.removeAll()

    await bench.broker.shutdown()

    let status = try bench.broker.status(of: "default")
    #expect(status.counters.accepted == 35)
    #expect(status.buffered == 0)
  }

  @Test func `T3: a batch is limited by its bytes as well as its count`() async throws {
    let bench = try await Workbench()
    let large = String(repeating: "x", count: 200_000)
    for _ in 0..<10 { try await bench.broker.enqueueLater(Note(text: large)) }

    await bench.broker.flush()

    let counters = try bench.broker.status(of: "default").counters
    #expect(counters.accepted == 10)
    #expect(counters.requests == 2)
    #expect(counters.splits >= 1)
  }

  @Test(arguments: [LabelValue.bool(false), .string("False"), .string("0"), .int(0)])
  func `T5: a label that says not to skip batching does not skip it`(
    label: LabelValue
  ) async throws {
    let bench = try await Workbench()
    let options = SendOptions.label("skip_batching", label).linger(.seconds(1))

    async let first = bench.broker.enqueue(Note(), options: options)
    async let second = bench.broker.enqueue(Note(), options: options)
    await bench.clock.waitForCalls(atLeast: 1)
    while try bench.broker.status(of: "default").buffered < 2 { await Task.yield() }
    bench.clock.advance(by: .seconds(1))
    _ = try await (first, second)

    #expect(try bench.broker.status(of: "default").counters.requests == 1)
  }

  @Test(arguments: [SendOptions.skipsBatching(), .label("skip_batching", true)])
  func `a call that skips batching does not linger`(options: SendOptions) async throws {
    let bench = try await Workbench { $0.batching.linger = .seconds(30) }

    try await bench.broker.enqueue(Note(), options: options)

    #expect(try await bench.visible().count == 1)
  }

  @Test func `tasks may be named that are not batched`() async throws {
    let bench = try await Workbench {
      $0.batching.linger = .seconds(30)
      $0.batching.skippedTasks = ["note"]
    }

    try await bench.broker.enqueue(Note())

    #expect(try await bench.visible().count == 1)
  }

  @Test func `T15: the buffer is bounded, and who finds it full waits`() async throws {
    let bench = try await Workbench {
      $0.batching.bufferLimit = 3
      $0.batching.retry = .constant(.seconds(1))
    }
    bench.faults.add(.throttle(.send))
    for _ in 0..<3 { try await bench.broker.enqueueLater(Note()) }

    async let fourth = bench.broker.enqueueLater(Note())
    while try bench.broker.status(of: "default").failing.count < 3 { await Task.yield() }
    #expect(try bench.broker.status(of: "default").counters.bufferOverflows == 1)
    #expect(try bench.broker.status(of: "default").buffered == 3)
    bench.faults.removeAll()
    bench.clock.advance(by: .seconds(1))
    _ = try await fourth
    await bench.broker.flush()

    #expect(try bench.broker.status(of: "default").counters.accepted == 4)
  }

  @Test func `a clear tells its count, and each task that was given up`() async throws {
    let drops = Drops()
    let bench = try await Workbench { $0.onDrop = drops.add }
    for _ in 0..<3 { try await bench.broker.enqueueLater(Note()) }

    #expect(try bench.broker.clear("default") == 3)

    #expect(drops.all.count == 3)
    #expect(drops.all.allSatisfy { ($0.error as? TaskError)?.code == .cleared })
    #expect(try bench.broker.status(of: "default").buffered == 0)
    #expect(try await bench.visible().isEmpty)
  }

  @Test func `a flush of one queue leaves the others alone`() async throws {
    let bench = try await Workbench { $0.queues = ["other"] }
    try await bench.broker.enqueueLater(Note())
    try await bench.broker.enqueueLater(Note(), options: .queue("other"))

    try await bench.broker.flush("other")

    #expect(try bench.broker.status(of: "other").counters.accepted == 1)
    #expect(try bench.broker.status(of: "default").buffered == 1)
  }

  @Test func `what is sent later goes by itself when its time has come`() async throws {
    let bench = try await Workbench()
    try await bench.broker.enqueueLater(Note())

    await bench.clock.waitForCalls(atLeast: 1)
    bench.clock.advance(by: .milliseconds(100))
    while try bench.broker.status(of: "default").counters.accepted == 0 { await Task.yield() }

    #expect(try await bench.visible().count == 1)
  }

  @Test func `a caller who is cancelled before his message is on its way takes it back`()
    async throws
  {
    let bench = try await Workbench { $0.batching.linger = .seconds(30) }
    let caller = Task { try await bench.broker.enqueue(Note()) }
    await bench.clock.waitForCalls(atLeast: 1)

    caller.cancel()

    await #expect(throws: CancellationError.self) { try await caller.value }
    #expect(try bench.broker.status(of: "default").buffered == 0)
    #expect(try bench.broker.status(of: "default").counters.withdrawn == 1)
  }

  @Test func `after the shutdown nothing more is taken`() async throws {
    let bench = try await Workbench()
    await bench.broker.shutdown()

    let error = await #expect(throws: TaskError.self) { try await bench.broker.enqueue(Note()) }
    let later = await #expect(throws: TaskError.self) {
      try await bench.broker.enqueueLater(Note())
    }

    #expect(error?.code == .shutDown)
    #expect(later?.code == .shutDown)
  }

  @Test func `what skips batching is not held, also when it is sent later`() async throws {
    let bench = try await Workbench { $0.batching.skippedTasks = ["note"] }

    try await bench.broker.enqueueLater(Note())
    while try bench.broker.status(of: "default").counters.accepted == 0 { await Task.yield() }

    #expect(try await bench.visible().count == 1)
  }
}
