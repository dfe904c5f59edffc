import Dovetail
import InMemoryLogging
import Logging
import MetricsTestKit
import Testing
import Tracing

@Suite("Worker: what it tells, and what not", .timeLimit(.minutes(5)))
struct TellingTests {
  private func played(_ path: FailurePath) async throws -> FailureBench {
    let bench = try await FailureBench(path.configure)
    try await withTracer(bench.tracer) { try await path.act(bench) }
    return bench
  }

  @Test(arguments: FailurePath.all)
  func `rule 13: each decision is logged with its reason, and raises a counter`(
    path: FailurePath
  ) async throws {
    let bench = try await played(path)

    let line = bench.lines.first { line in
      line.level >= .warning && line.message.description.contains(path.reason)
    }
    #expect(line != nil, "No line says \(path.reason): \(bench.lines.map(\.message))")
    let counter = try bench.metrics.expectCounter(
      path.counter, [("queue", "default"), ("task", path.task)])
    #expect(counter.totalValue == 1)
  }

  @Test(arguments: FailurePath.all)
  func `rule 13: each line has the task's id, name, attempt and queue`(
    path: FailurePath
  ) async throws {
    let bench = try await played(path)

    #expect(!bench.lines.isEmpty)
    for line in bench.lines {
      #expect(
        Set(line.metadata.keys).isSuperset(of: ["task_id", "task_name", "attempt", "queue"]),
        "\(line.message)")
    }
  }

  @Test(arguments: FailurePath.all)
  func `rule 13: nothing of arguments, bodies, labels and attributes is told to anybody`(
    path: FailurePath
  ) async throws {
    let bench = try await played(path)

    let words = try await bench.words()
    #expect(!words.isEmpty)
    #expect(words.filter { $0.contains(FailureBench.secret) } == [])
  }
}
