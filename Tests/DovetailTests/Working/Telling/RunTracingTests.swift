import Dovetail
import InMemoryTracing
import Testing
import Tracing

@Suite("Worker: tracing of what it moves", .timeLimit(.minutes(5)))
struct RunTracingTests {
  private let tracer = HeaderTracer()

  @Test func `a task that was sent on until it was due runs in its sender's trace`() async throws {
    let bench = try await Workbench()
    let note = TaskKey("note", as: (() -> Void).self)
    let worker = Worker(bench.broker) { note.handle {} }

    try await withTracer(tracer) {
      try await bench.broker.enqueue(note, options: .delay(.seconds(1000)))
      bench.clock.advance(by: .seconds(900))
      try await worker.drain()
      bench.clock.advance(by: .seconds(100))
      try await worker.drain()
    }

    let send = try #require(tracer.finished(.producer).first)
    let runs = tracer.finished(.consumer)
    #expect(runs.map(\.parentSpanID) == [send.spanID])
    #expect(runs.map(\.traceID) == [send.traceID])
  }

  @Test func `a dead letter that is pushed back runs in its sender's trace`() async throws {
    let bench = try await Workbench()
    let flaky = Flaky(bench.broker)

    try await withTracer(tracer) {
      try await flaky.task.enqueue(1)
      try await flaky.worker.drain()
      flaky.mend()
      _ = try await bench.broker.deadLetters(of: "default").pushBack()
      try await flaky.worker.drain()
    }

    let send = try #require(tracer.finished(.producer).first)
    let runs = tracer.finished(.consumer)
    #expect(runs.map(\.parentSpanID) == [send.spanID, send.spanID])
    #expect(runs.map(\.status?.code) == [.error, nil])
  }
}
