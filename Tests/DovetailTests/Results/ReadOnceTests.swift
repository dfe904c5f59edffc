import Dovetail
import Testing

@Suite("Results: removed when read", .timeLimit(.minutes(5)))
struct ReadOnceTests {
  @Test func `a value that is removed with its reading cannot be read again`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("five") { 5 }
    let job = try await task.enqueue()
    try await Worker(bench.broker) { task }.drain()

    #expect(try await job.value(timeout: .zero, removing: true) == 5)

    #expect(try await bench.results.result(for: job.id) == nil)
    let error = await #expect(throws: TaskError.self) { try await job.value(timeout: .zero) }
    #expect(error?.code == .resultTimeout)
  }

  @Test func `an error is removed with its reading too`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("broken", retry: .never) { throw PaymentDeclined() }
    let job = try await task.enqueue()
    try await Worker(bench.broker) { task }.drain()

    await #expect(throws: TaskFailure.self) {
      try await job.value(timeout: .zero, removing: true)
    }

    #expect(try await bench.results.result(for: job.id) == nil)
  }

  @Test func `a value of another type stays`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("text") { "five" }
    let job = try await task.enqueue()
    try await Worker(bench.broker) { task }.drain()

    await #expect(throws: TaskError.self) {
      try await bench.broker.job(job.id, as: Int.self).value(timeout: .zero, removing: true)
    }

    #expect(try await job.value(timeout: .zero) == "five")
  }

  @Test func `a value whose removal fails is had all the same`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("five") { 5 }
    let job = try await task.enqueue()
    try await Worker(bench.broker) { task }.drain()
    bench.faults.add(.throttle(.deleteBlobs))

    #expect(try await job.value(timeout: .zero, removing: true) == 5)
    #expect(try await job.result(timeout: .zero).isError == false)
  }

  @Test func `a whole result can be removed when read`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("five") { 5 }
    try await task.enqueue()
    let job = try await bench.broker.enqueue(named: "five")
    try await Worker(bench.broker) { task }.drain()

    #expect(try await job.result(timeout: .zero, removing: true).returnValue == Array("5".utf8))

    #expect(try await bench.results.result(for: job.id) == nil)
  }
}
