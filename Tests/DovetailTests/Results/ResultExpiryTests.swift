import Dovetail
import Testing

@Suite("Results: expiry", .timeLimit(.minutes(5)))
struct ResultExpiryTests {
  @Test func `a result is kept for seven days`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("seven") { 7 }
    let job = try await task.enqueue()
    try await Worker(bench.broker) { task }.drain()

    bench.clock.advance(by: .seconds(7 * 86_400 - 1))
    #expect(try await job.value(timeout: .zero) == 7)

    bench.clock.advance(by: .seconds(1))
    let error = await #expect(throws: TaskError.self) {
      try await job.value(timeout: .seconds(9))
    }
    #expect(error?.code == .resultExpired)
    #expect(error?.description.contains(job.id.rawValue) == true)
  }

  @Test func `a broker may keep results for another time`() async throws {
    let bench = try await Workbench { $0.resultLifetime = .seconds(60) }
    let task = bench.broker.task("seven") { 7 }
    let job = try await task.enqueue()
    try await Worker(bench.broker) { task }.drain()

    bench.clock.advance(by: .seconds(60))

    let error = await #expect(throws: TaskError.self) { try await job.value(timeout: .zero) }
    #expect(error?.code == .resultExpired)
  }

  @Test func `a lifetime of less than a second is refused`() async throws {
    let error = await #expect(throws: TaskError.self) {
      try await Workbench { $0.resultLifetime = .zero }
    }
    #expect(error?.code == .invalidOption)
  }

  @Test func `an expired success is still evidence that the task need not run again`() async throws
  {
    let bench = try await Workbench { $0.resultLifetime = .seconds(1) }
    let gate = Gate()
    gate.open()
    let task = bench.broker.task("once") { await gate.pass() }
    try await task.enqueue()
    let worker = Worker(bench.broker) { task }
    bench.faults.add(.fail(.closed, .delete))
    try await worker.drain()
    bench.faults.removeAll()
    bench.clock.advance(by: .seconds(60))

    #expect(try await worker.drain().map(\.outcome) == [.duplicate])
    #expect(gate.arrivals == 1)
  }
}

@Suite("Results: removal of expired ones", .timeLimit(.minutes(5)))
struct ResultSweepTests {
  private let bench: Workbench
  private let folder: BlobFolder
  private let broker: Broker

  init() async throws {
    bench = try await Workbench()
    let bucket = try BucketName("results")
    let store = FaultyBlobStore(bench.double.blobs, bench.faults)
    folder = BlobFolder(store, bucket: bucket, prefix: "out")
    var services = bench.services
    services.results = BlobResultBackend(store: store, bucket: bucket, prefix: "out")
    services.sweepsResults = true
    var configuration = BrokerConfiguration()
    configuration.logger = Workbench.silence
    broker = try await Broker(services, configuration)
  }

  private func keys() async throws -> [String] {
    try await bench.double.blobs.list(folder.bucket, ListBlobsOptions(prefix: "out/"))
      .entries.map(\.key)
  }

  /// Runs so many tasks.
  private func run(_ count: Int) async throws -> [TaskReport] {
    let task = broker.task("task") { (_: Int) in }
    _ = await broker.enqueueAll(task.key, Array(0..<count))
    return try await Worker(broker) { task }.drain()
  }

  @Test func `a hundred results stored remove up to two hundred that have expired`() async throws {
    _ = try await run(90)
    bench.clock.advance(by: .seconds(8 * 86_400))

    _ = try await run(9)
    #expect(try await keys().count == 99)
    _ = try await run(1)

    #expect(try await keys().count == 10)
  }

  @Test func `what has not expired stays`() async throws {
    _ = try await run(150)

    #expect(try await keys().count == 150)
  }

  @Test func `the walk goes on where it ended`() async throws {
    let backend = BlobResultBackend(store: folder.store, bucket: folder.bucket, prefix: "out")
    let result = TaskResult.success(Array("5".utf8), executionTime: .zero)
    for number in 0..<50 { try await backend.store(result, for: TaskID(rawValue: "old-\(number)")) }
    bench.clock.advance(by: .seconds(60))
    for number in 0..<200 {
      try await backend.store(result, for: TaskID(rawValue: "new-\(number)"))
    }

    let step = try await backend.sweep(
      at: bench.clock.now, lifetime: .seconds(60), from: nil)
    #expect(try await keys().count == 250)
    let end = try await backend.sweep(
      at: bench.clock.now, lifetime: .seconds(60), from: step.place)

    #expect(end.place == nil)
    #expect(try await keys().count == 200)
  }

  @Test func `when all have been seen nothing is looked at until the first may have expired`()
    async throws
  {
    _ = try await run(400)
    let looks = bench.faults.tally(of: .listBlobs).calls
    #expect(looks <= 3)
    bench.clock.advance(by: .seconds(7 * 86_400 - 1))

    _ = try await run(200)
    #expect(bench.faults.tally(of: .listBlobs).calls == looks)
    bench.clock.advance(by: .seconds(1))
    _ = try await run(300)

    #expect(try await keys().count == 500)
  }

  @Test func `a failed removal fails no task, and is made up for`() async throws {
    _ = try await run(90)
    bench.clock.advance(by: .seconds(8 * 86_400))
    bench.faults.add(.throttle(.listBlobs).times(1))

    let reports = try await run(10)
    #expect(reports.allSatisfy { $0.outcome == .succeeded })
    #expect(try await keys().count == 100)

    _ = try await run(100)
    #expect(try await keys().count == 110)
  }
}
