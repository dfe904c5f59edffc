import Dovetail
import Testing

@Suite("Results: of many tasks", .timeLimit(.minutes(5)))
struct ManyValuesTests {
  @Test func `each task has its value or its error, in order`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("even", retry: .never) { (number: Int) in
      guard number.isMultiple(of: 2) else { throw PaymentDeclined() }
      return number
    }
    let jobs = try await bench.broker.enqueueAll(task.key, Array(0..<50)).map { try $0.get() }
    try await Worker(bench.broker) { task }.drain()

    let values = await bench.broker.values(of: jobs, timeout: .zero)

    #expect(values.count == 50)
    for (number, value) in values.enumerated() {
      if number.isMultiple(of: 2) {
        #expect(try value.get() == number)
      } else {
        #expect(throws: TaskFailure.self) { try value.get() }
      }
    }
  }

  @Test func `while none has ended, sixteen are asked for and not all`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("number") { (number: Int) in number }
    let jobs = try await bench.broker.enqueueAll(task.key, Array(0..<100)).map { try $0.get() }

    async let values = bench.broker.values(of: jobs, timeout: .seconds(60))
    await bench.clock.waitForCalls(atLeast: 16)
    #expect(bench.faults.tally(of: .getBlob).calls == 16)
    try await Worker(bench.broker) { task }.drain()

    #expect(try await values.map { try $0.get() } == Array(0..<100))
    #expect(bench.faults.tally(of: .getBlob).calls <= 2 * 100)
  }

  @Test func `the time-out is one for all, and what has ended by then is had`() async throws {
    let bench = try await Workbench()
    let slow = bench.broker.task("slow") { 1 }
    let fast = bench.broker.task("fast") { 2 }
    var jobs: [Job<Int>] = []
    for _ in 0..<20 { jobs.append(try await slow.enqueue(options: .delay(.seconds(600)))) }
    jobs.append(try await fast.enqueue())
    try await Worker(bench.broker) { fast }.drain()

    async let values = bench.broker.values(of: jobs, timeout: .milliseconds(50))
    await bench.clock.waitForCalls(atLeast: 16)
    bench.clock.advance(by: .milliseconds(50))

    let ended = await values
    #expect(try ended.last?.get() == 2)
    for value in ended.dropLast() {
      let error = #expect(throws: TaskError.self) { try value.get() }
      #expect(error?.code == .resultTimeout)
    }
  }

  @Test func `no tasks have no values`() async throws {
    let bench = try await Workbench()

    #expect(await bench.broker.values(of: [Job<Int>](), timeout: .seconds(9)).isEmpty)
  }
}
