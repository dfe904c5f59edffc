import Dovetail
import InMemoryTracing
import Testing
import Tracing

@Suite("Sending: tracing", .timeLimit(.minutes(5)))
struct TracingTests {
  private let tracer = HeaderTracer()
  private let note = TaskKey("note", as: (() -> Void).self)

  @Test func `a send is a span of a producer, described as the conventions for messaging say`()
    async throws
  {
    let bench = try await Workbench()

    let job = try await withTracer(tracer) { try await bench.broker.enqueue(note) }

    let span = try #require(tracer.finished(.producer).first)
    let message = try #require(try await bench.visible().first)
    #expect(span.operationName == "send default")
    #expect(
      span.attributes == [
        "messaging.system": "aws_sqs", "messaging.destination.name": "default",
        "messaging.operation.name": "send", "messaging.operation.type": "send",
        "messaging.message.id": .string(message.id.rawValue),
        "dovetail.task.id": .string(job.id.rawValue), "dovetail.task.name": "note",
      ])
    #expect(span.status == nil)
  }

  @Test func `the context travels as labels, and X-Ray's as the trace header`() async throws {
    let bench = try await Workbench()

    _ = try await withTracer(tracer) { try await bench.broker.enqueue(note) }

    let span = try #require(tracer.finished(.producer).first)
    let message = try #require(try await bench.visible().first)
    let pair = "\(span.traceID)/\(span.spanID)"
    #expect(try TaskIQFormat().decode(message).labels == ["traceparent": .string(pair)])
    #expect(message.traceHeader == pair)
  }

  @Test(arguments: [nil, "traceparent"])
  func `a run is a span of a consumer in the sender's trace, and what it does is in it`(
    dropped label: String?
  ) async throws {
    // The middleware takes a label away: then X-Ray's header leads to the sender's span.
    let bench = try await Workbench(
      middleware: .changing { task in if let label { task.task.labels[label] = nil } })
    let parent = TaskKey("parent", as: (() -> Void).self)
    let worker = Worker(bench.broker) {
      parent.handle { try await bench.broker.enqueue(note) }
      note.handle {}
    }

    try await withTracer(tracer) {
      _ = try await withSpan("request") { _ in try await bench.broker.enqueue(parent) }
      try await worker.drain()
    }

    let request = try #require(tracer.finished(.internal).first)
    let sends = tracer.finished(.producer)
    let runs = tracer.finished(.consumer)
    try #require(sends.count == 2 && runs.count == 2)
    #expect(runs.map(\.operationName) == ["process default", "process default"])
    #expect(sends.map(\.parentSpanID) == [request.spanID, runs[0].spanID])
    #expect(runs.map(\.parentSpanID) == sends.map(\.spanID))
    #expect(Set((sends + runs).map(\.traceID)) == [request.traceID])
    #expect(runs[0].attributes.get("messaging.operation.type") == "process")
    #expect(
      runs.map { $0.attributes.get("messaging.message.id") }
        == sends.map { $0.attributes.get("messaging.message.id") })
  }

  @Test func `each attempt is a span of its own; one that fails says how`() async throws {
    let bench = try await Workbench { $0.retry = .constant(.seconds(1), maxAttempts: 2) }
    let worker = Worker(bench.broker) { note.handle { throw PaymentDeclined() } }

    try await withTracer(tracer) {
      try await bench.broker.enqueue(note)
      _ = try await bench.drainAll(worker, rounds: 3)
    }

    let runs = tracer.finished(.consumer)
    #expect(runs.map { $0.attributes.get("dovetail.task.attempt") } == [1, 2])
    #expect(runs.map { $0.attributes.get("error.type") } == ["PaymentDeclined", "PaymentDeclined"])
    #expect(runs.map(\.status?.code) == [.error, .error])
  }

  @Test func `a send that fails says so in its span, and only there`() async throws {
    let bench = try await Workbench { $0.batching.retry = .never }
    bench.faults.add(
      .failEntries(.accessDenied, .send).only(.body(containing: #""text":"1""#)))

    await withTracer(tracer) {
      _ = await bench.broker.enqueueAll(Letter.numbered(3))
    }

    let types = tracer.finished(.producer).map { $0.attributes.get("error.type") }
    #expect(types.count == 3)
    #expect(types.compactMap(\.self) == ["accessDenied"])
  }

  @Test func `a task held for later has a span that ends when it is held`() async throws {
    let bench = try await Workbench()

    _ = try await withTracer(tracer) { try await bench.broker.enqueueLater(note) }

    let span = try #require(tracer.finished(.producer).first)
    #expect(span.operationName == "create default")
    #expect(try bench.counters().accepted == 0)
  }

  @Test func `without an instrument no label is added, and batches are full`() async throws {
    let bench = try await Workbench()

    _ = await bench.broker.enqueueAll(Letter.numbered(20))

    #expect(try bench.counters().requests == 2)
    let message = try #require(try await bench.visible().first)
    #expect(try TaskIQFormat().decode(message).labels.isEmpty)
    #expect(message.traceHeader == nil)
  }
}
