import Dovetail
import Testing

@Suite("Payloads: working", .timeLimit(.minutes(5)))
struct PayloadWorkerTests {
  private static let large = PayloadBench.large

  /// Runs what is due until the process crashes.
  private func crash(_ bench: PayloadBench, _ rule: FaultRule, _ task: TypedTask<String, Int>) async
  {
    bench.faults.add(rule)
    await #expect(throws: TransportError.self) { try await Worker(bench.broker) { task }.drain() }
    #expect(bench.faults.isCrashed)
  }

  /// The messages that are anywhere in the queue.
  private func messages(_ bench: PayloadBench) async throws -> Int {
    bench.faults.restart()
    bench.clock.advance(by: .seconds(60))
    return try await bench.bench.visible().count
  }

  @Test func `rule 9: a completed task removes its body and leaves a mark`() async throws {
    let bench = try await PayloadBench()
    let task = bench.count
    let job = try await task.enqueue(Self.large)

    try await Worker(bench.broker) { task }.drain()

    #expect(try await bench.keys() == ["app/payloads/done/\(job.id)"])
  }

  @Test func `rule 9: nothing is removed or marked before the delete`() async throws {
    let bench = try await PayloadBench()
    let task = bench.count
    let job = try await task.enqueue(Self.large)

    await crash(bench, .crash(before: .delete), task)

    #expect(try await bench.keys() == ["app/payloads/\(job.id).json"])
    #expect(try await messages(bench) == 1)
  }

  @Test func `rule 9: a delete that is not confirmed removes nothing`() async throws {
    let bench = try await PayloadBench()
    let task = bench.count
    let job = try await task.enqueue(Self.large)

    await crash(bench, .crash(after: .delete), task)

    #expect(try await bench.keys() == ["app/payloads/\(job.id).json"])
    #expect(try await messages(bench) == 0)
  }

  @Test func `rule 9: the mark is put before the body is removed`() async throws {
    let bench = try await PayloadBench()
    let task = bench.count
    let job = try await task.enqueue(Self.large)

    await crash(bench, .crash(before: .deleteBlobs), task)

    #expect(
      try await bench.keys() == ["app/payloads/\(job.id).json", "app/payloads/done/\(job.id)"])
    #expect(try await messages(bench) == 0)
  }

  @Test func `rule 9: without its mark a body is not removed`() async throws {
    let bench = try await PayloadBench()
    let task = bench.count
    let job = try await task.enqueue(Self.large)
    bench.faults.add(.fail(.accessDenied, .putBlob).on(bench.bucket))

    let reports = try await Worker(bench.broker) { task }.drain()

    #expect(reports.map(\.outcome) == [.succeeded])
    #expect(try await bench.keys() == ["app/payloads/\(job.id).json"])
  }

  @Test func `a body is read again for every run, and removed after the last`() async throws {
    let bench = try await PayloadBench()
    let task = bench.broker.task("flaky", retry: .immediate()) {
      (context: TaskContext, text: String) in
      guard context.attempt == 3 else { throw PaymentDeclined() }
      return text.count
    }
    let job = try await task.enqueue(Self.large)

    try await Worker(bench.broker) { task }.drain()

    #expect(try await job.value(timeout: .zero) == 3000)
    #expect(try await bench.keys() == ["app/payloads/done/\(job.id)"])
  }

  @Test func `a task that succeeded before its delete was lost removes its body in the end`()
    async throws
  {
    let bench = try await PayloadBench()
    let task = bench.count
    let job = try await task.enqueue(Self.large)
    let fault = bench.faults.add(.fail(.closed, .delete))
    try await Worker(bench.broker) { task }.drain()
    bench.faults.remove(fault)
    bench.clock.advance(by: .seconds(60))

    let reports = try await Worker(bench.broker) { task }.drain()

    #expect(reports.map(\.outcome) == [.duplicate])
    #expect(try await bench.keys() == ["app/payloads/done/\(job.id)"])
  }

  @Test func `rule 9: a dead letter keeps its body, and can be pushed back`() async throws {
    let bench = try await PayloadBench()
    let broken = bench.broker.task("count", retry: .never) { (_: String) -> Int in
      throw PaymentDeclined()
    }
    let job = try await broken.enqueue(Self.large)
    try await Worker(bench.broker) { broken }.drain()
    #expect(try await bench.keys() == ["app/payloads/\(job.id).json"])

    let letter = try #require(try await bench.bench.visible(in: Workbench.deadLetters).first)
    try await bench.send(letter.body, letter.attributes)
    let mended = bench.count
    let reports = try await Worker(bench.broker) { mended }.drain()

    #expect(reports.map(\.outcome) == [.succeeded])
    #expect(try await job.value(timeout: .zero) == 3000)
    #expect(try await bench.keys() == ["app/payloads/done/\(job.id)"])
  }
}
