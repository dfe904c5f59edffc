import Dovetail
import Foundation
import Testing

@Suite("Worker: levels of retry policies", .timeLimit(.minutes(5)))
struct RetryLevelTests {
  private let key = TaskKey("step", as: (() -> Void).self)

  /// How long a failed task waits, whose pause is so many seconds at each level that has a policy.
  private func pause(
    broker: Int, queue: Int? = nil, handler: Int? = nil, task: Int? = nil, call: Int? = nil
  ) async throws -> TaskReport.Outcome? {
    func policy(_ seconds: Int) -> RetryPolicy { .constant(.seconds(seconds)) }
    let bench = try await Workbench {
      $0.retry = policy(broker)
      $0.defaultQueue = TaskQueue("default") { $0.retry = queue.map(policy) }
    }
    let key = TaskKey(
      "step", options: task.map { .retry(policy($0)) } ?? SendOptions(), as: (() -> Void).self)
    try await bench.broker.enqueue(key, options: call.map { .retry(policy($0)) } ?? SendOptions())
    return try await Worker(bench.broker) {
      key.handle(retry: handler.map(policy)) { throw PaymentDeclined() }
    }.drain().first?.outcome
  }

  @Test func `the nearest wins: call, task, handler, queue, broker`() async throws {
    #expect(try await pause(broker: 1) == .retried(after: .seconds(1)))
    #expect(try await pause(broker: 1, queue: 2) == .retried(after: .seconds(2)))
    #expect(try await pause(broker: 1, queue: 2, handler: 3) == .retried(after: .seconds(3)))
    #expect(
      try await pause(broker: 1, queue: 2, handler: 3, task: 4) == .retried(after: .seconds(4)))
    #expect(
      try await pause(broker: 1, queue: 2, handler: 3, task: 4, call: 5)
        == .retried(after: .seconds(5)))
  }

  @Test func `a call's policy says how often, unless its attempts do`() async throws {
    let bench = try await Workbench()
    let worker = Worker(bench.broker) { key.handle { throw PaymentDeclined() } }

    try await bench.broker.enqueue(key, options: .retry(.immediate(maxAttempts: 2)))
    #expect(try await worker.drain().count == 2)
    try await bench.broker.enqueue(key, options: .retry(.immediate(maxAttempts: 2)).attempts(3))
    #expect(try await worker.drain().count == 3)
  }

  @Test func `a policy goes before the attempts of a wider level`() async throws {
    let bench = try await Workbench { $0.options = .attempts(7) }
    let worker = Worker(bench.broker) { key.handle { throw PaymentDeclined() } }
    try await bench.broker.enqueue(key, options: .retry(.immediate(maxAttempts: 2)))

    #expect(try await worker.drain().count == 2)
  }

  @Test func `a custom policy is refused for a call, which cannot carry it`() async throws {
    let bench = try await Workbench()
    let policy = RetryPolicy.custom { _, _ in .seconds(1) }

    let error = await #expect(throws: TaskError.self) {
      try await bench.broker.enqueue(key, options: .retry(policy))
    }

    #expect(error?.code == .invalidOption)
    #expect(error?.description.contains("handler") == true)
  }

  @Test func `a baked call keeps its policy`() async throws {
    let bench = try await Workbench()
    let baked = try key.bake(options: .retry(.constant(.seconds(7), maxAttempts: 3)))
    let copy = try JSONDecoder().decode(
      BakedTask<NoValue>.self, from: JSONEncoder().encode(baked))
    try await bench.broker.enqueue(copy)

    let reports = try await Worker(bench.broker) { key.handle { throw PaymentDeclined() } }.drain()

    #expect(reports.map(\.outcome) == [.retried(after: .seconds(7))])
  }

  @Test func `a queue's own policy counts for when SQS moves its messages`() async throws {
    let bench = try await Workbench {
      $0.defaultQueue = TaskQueue("default") { $0.retry = .immediate(maxAttempts: 8) }
    }

    let attributes = try await bench.double.administration.attributes(of: Workbench.queue)

    #expect(attributes.redrivePolicy?.maxReceiveCount == 32)
  }
}
