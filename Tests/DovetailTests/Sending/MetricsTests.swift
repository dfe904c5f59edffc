import Dovetail
import Metrics
import MetricsTestKit
import Testing

@Suite("Sending: metrics", .timeLimit(.minutes(5)))
struct MetricsTests {
  private let metrics = TestMetrics()

  private func bench(
    _ change: (inout BrokerConfiguration) -> Void = { _ in }
  ) async throws -> Workbench {
    try await Workbench { configuration in
      configuration.metrics = metrics
      change(&configuration)
    }
  }

  /// A counter's value; 0 as long as it was not counted up.
  private func count(
    _ label: String, _ dimensions: [(String, String)] = [("queue", "default")]
  ) throws -> Int64 {
    try metrics.expectCounter(label, dimensions).totalValue
  }

  @Test func `what a queue accepts is counted, and how many went in a request`() async throws {
    let bench = try await bench()

    _ = await bench.broker.enqueueAll(Letter.numbered(12))

    #expect(try count("dovetail.send.accepted") == 12)
    #expect(try count("dovetail.send.failed") == 0)
    let queue = [("queue", "default")]
    let sizes = try metrics.expectRecorder("dovetail.send.batch.size", queue).values
    #expect(sizes.sorted() == [2, 10])
    #expect(try metrics.expectTimer("dovetail.send.duration", queue).values.count == 2)
  }

  @Test func `requests that were closed for their bytes are counted`() async throws {
    let bench = try await bench()
    let large = Letter(String(repeating: "x", count: 400_000))

    _ = await bench.broker.enqueueAll([large, large, large])

    #expect(try count("dovetail.send.splits") == 1)
  }

  @Test func `attempts that are repeated are counted apart from messages that are given up`()
    async throws
  {
    let bench = try await bench { $0.batching.retry = .constant(.seconds(1), maxAttempts: 2) }
    bench.faults.add(.throttle(.send))

    async let outcomes = bench.broker.enqueueAll([Letter("a")])
    await bench.clock.waitForCalls(atLeast: 1)
    bench.clock.advance(by: .seconds(1))

    #expect(await outcomes.map { $0.error == nil } == [false])
    #expect(try count("dovetail.send.retried") == 1)
    #expect(try count("dovetail.send.failed") == 1)
    #expect(try count("dovetail.send.dropped") == 0)
  }

  @Test func `tasks to be sent later are counted when they are dropped`() async throws {
    let bench = try await bench()
    try await bench.broker.enqueueLater(Letter("a"))
    try await bench.broker.enqueueLater(Letter("b"))

    try bench.broker.clear("default")

    #expect(try count("dovetail.send.dropped") == 2)
  }

  @Test func `what waits to be sent is a level that falls when it is sent`() async throws {
    let bench = try await bench()
    let pending = { try metrics.expectMeter("dovetail.send.pending", [("queue", "default")]) }
    for letter in Letter.numbered(3) { try await bench.broker.enqueueLater(letter) }
    #expect(try pending().lastValue == 3)

    await bench.broker.flush()

    #expect(try pending().lastValue == 0)
  }

  @Test func `without a factory of its own a broker has the program's`() async throws {
    let bench = try await withMetricsFactory(metrics) { try await Workbench() }

    try await bench.broker.enqueue(Letter("a"))

    #expect(try count("dovetail.send.accepted") == 1)
  }
}
