import Dovetail
import Testing

@Suite("Results: what a body notes", .timeLimit(.minutes(5)))
struct RunLogTests {
  private func result(
    of body: @escaping @Sendable (TaskContext) async throws -> Void
  ) async throws -> TaskResult {
    let bench = try await Workbench()
    let task = bench.broker.task("noting", retry: .constant(.zero, maxAttempts: 2), body)
    let job = try await task.enqueue()
    _ = try await bench.drainAll(Worker(bench.broker) { task }, rounds: 2)
    return try await job.result(timeout: .zero)
  }

  @Test func `the lines are stored with the result`() async throws {
    let result = try await result { context in
      context.note("one")
      context.note("two")
    }

    #expect(result.log == "one\ntwo\n")
  }

  @Test func `a result of a silent body has none`() async throws {
    #expect(try await result { _ in }.log == nil)
  }

  @Test func `a failure has the lines of its last run`() async throws {
    let result = try await result { context in
      context.note("attempt \(context.attempt)")
      throw PaymentDeclined()
    }

    #expect(result.isError)
    #expect(result.log == "attempt 2\n")
  }

  @Test func `what is over 16 KiB is left out`() async throws {
    let result = try await result { context in
      for number in 0..<100_000 { context.note("line \(number)") }
    }

    let log = try #require(result.log)
    #expect(log.utf8.count <= 16 * 1024 + 20)
    #expect(log.hasPrefix("line 0\nline 1\n"))
    #expect(log.hasSuffix("[cut at 16 KiB]\n"))
  }
}
