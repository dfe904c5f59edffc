import Dovetail
import Synchronization
import Testing

@Suite("Batch handlers: groups of FIFO queues", .timeLimit(.minutes(5)))
struct BatchGroupTests {
  private let key = TaskKey("step", as: ((String) -> Void).self)
  private let queue = Result { try QueueName("orders.fifo") }

  /// A bench with these messages, "a1" in the group "a".
  private func bench(
    _ messages: String..., change: (inout BrokerConfiguration) -> Void = { _ in }
  ) async throws -> Workbench {
    let bench = try await Workbench { configuration in
      configuration.defaultQueue = "orders.fifo"
      change(&configuration)
    }
    for message in messages {
      try await bench.broker.enqueue(key, message, options: .group(String(message.prefix(1))))
    }
    return bench
  }

  /// Notes the calls, and fails messages as often as is said.
  private final class Calls: Sendable {
    let log = Log<[String]>()
    private let failures: Mutex<[String: Int]>

    init(failing failures: [String: Int] = [:]) {
      self.failures = Mutex(failures)
    }

    func answers(
      _ batch: [BatchItem<String, NoValue>]
    ) -> [BatchAnswer<NoValue>] {
      log.add(batch.map { "\($0.payload).\($0.context.attempt)" })
      return batch.map { item in
        let fails = failures.withLock { failures in
          failures[item.payload, default: 0] -= 1
          return failures[item.payload, default: 0] >= 0
        }
        return fails ? item.failed(PaymentDeclined()) : item.succeeded()
      }
    }

    /// The messages of one group in the order in which they were run.
    func runs(of group: String) -> [String] {
      log.all.flatMap(\.self).filter { $0.hasPrefix(group) }
    }
  }

  @Test func `messages of a group come in their order, several in a call`() async throws {
    let bench = try await bench("a1", "b1", "a2", "b2", "a3")
    let calls = Calls()

    let reports = try await Worker(bench.broker, concurrency: 8) {
      key.handleBatches(upTo: 100) { batch in calls.answers(batch) }
    }.drain()

    #expect(calls.log.all.count == 1)
    #expect(calls.runs(of: "a") == ["a1.1", "a2.1", "a3.1"])
    #expect(calls.runs(of: "b") == ["b1.1", "b2.1"])
    #expect(reports.count { $0.outcome == .succeeded } == 5)
  }

  @Test func `rule 6: a failed message holds back those behind it, whatever was answered for them`()
    async throws
  {
    let bench = try await bench("a1", "a2", "a3", "b1")
    let calls = Calls(failing: ["a2": 1])
    let worker = RunningWorker(
      Worker(bench.broker, concurrency: 8) {
        key.handleBatches(upTo: 4, linger: .seconds(1), retry: .constant(.seconds(25))) { batch in
          calls.answers(batch)
        }
      })
    try await bench.wait(for: "orders.fifo") { $0.total == 2 }
    await bench.waitForCall(after: .seconds(25))  // The back-off.
    #expect(try await bench.visible(in: queue.get()).isEmpty)

    // The lane kept its leases, and nothing is received again.
    bench.clock.advance(by: .seconds(25))
    await bench.waitForCall(after: .seconds(1))
    bench.clock.advance(by: .seconds(1))
    try await bench.wait(for: "orders.fifo") { $0.total == 0 }
    try await worker.stop()

    #expect(calls.runs(of: "a") == ["a1.1", "a2.1", "a3.1", "a2.2", "a3.1"])
    #expect(calls.runs(of: "b") == ["b1.1"])
  }

  @Test func `rule 6: a run that does not stay gives back what is behind a failed message`()
    async throws
  {
    let bench = try await bench("a1", "a2", "a3", "b1")
    let calls = Calls(failing: ["a1": 1])
    let worker = Worker(bench.broker, concurrency: 8) {
      key.handleBatches(upTo: 100, retry: .constant(.seconds(5))) { batch in
        calls.answers(batch)
      }
    }

    let first = try await worker.drain()
    bench.clock.advance(by: .seconds(5))
    try await worker.drain()

    #expect(first.count { $0.outcome == .succeeded } == 1)
    #expect(first.count { $0.outcome == .retried(after: .seconds(5)) } == 1)
    #expect(first.count { $0.outcome == .released } == 2)
    #expect(calls.runs(of: "a") == ["a1.1", "a2.1", "a3.1", "a1.2", "a2.1", "a3.1"])
  }

  @Test func `what is behind a dead letter is done when it was answered so`() async throws {
    let bench = try await bench("a1", "a2", "a3")
    let calls = Calls(failing: ["a2": 1])

    let reports = try await Worker(bench.broker, concurrency: 8) {
      key.handleBatches(upTo: 100, retry: .never) { batch in calls.answers(batch) }
    }.drain()

    #expect(
      reports.map(\.outcome) == [
        .succeeded, .deadLettered(reason: "PaymentDeclined: no cover"), .succeeded,
      ])
    #expect(calls.log.all == [["a1.1", "a2.1", "a3.1"]])
  }

  @Test func `when the body throws, the first of each group decides for it`() async throws {
    let bench = try await bench("a1", "a2", "b1")

    let reports = try await Worker(bench.broker, concurrency: 8) {
      key.handleWholeBatches(upTo: 100, retry: .constant(.seconds(5))) { _ in
        throw PaymentDeclined()
      }
    }.drain()

    #expect(reports.count { $0.outcome == .retried(after: .seconds(5)) } == 2)
    #expect(reports.count { $0.outcome == .released } == 1)
    #expect(try await bench.results.attempts(of: reports[0].messageID) != nil)
  }

  @Test func `a lane with more messages than a call takes comes again with the rest`() async throws
  {
    let bench = try await bench("a1", "a2", "a3", "a4", "a5")
    let calls = Calls()

    try await Worker(bench.broker, concurrency: 8) {
      key.handleBatches(upTo: 2) { batch in calls.answers(batch) }
    }.drain()

    #expect(calls.log.all == [["a1.1", "a2.1"], ["a3.1", "a4.1"], ["a5.1"]])
  }

  @Test func `tasks between those of a batch are run in their place`() async throws {
    let bench = try await bench("a1", "a2")
    let calls = Calls()
    let other = TaskKey("other", as: (() -> Void).self)
    try await bench.broker.enqueue(other, options: .group("a"))
    try await bench.broker.enqueue(key, "a3", options: .group("a"))

    try await Worker(bench.broker, concurrency: 8) {
      key.handleBatches(upTo: 100) { batch in calls.answers(batch) }
      other.handle { calls.log.add(["a-other"]) }
    }.drain()

    #expect(calls.log.all == [["a1.1", "a2.1"], ["a-other"], ["a3.1"]])
  }

  @Test func `a delete that fails keeps those behind it, and what was run before is not lost`()
    async throws
  {
    let bench = try await bench("a1", "a2")
    let calls = Calls()
    let worker = Worker(bench.broker, concurrency: 8) {
      key.handleBatches(upTo: 1) { batch in calls.answers(batch) }
    }
    bench.faults.add(.crash(before: .delete))

    await #expect(throws: TransportError.self) { try await worker.drain() }

    #expect(calls.log.all == [["a1.1"]])
    bench.clock.advance(by: .seconds(60))
    #expect(try await bench.visible(in: queue.get()).count == 2)
  }

  @Test func `rule 6: to lose one lease of a group in a call is to lose all of it`() async throws {
    let bench = try await bench("a1", "a2", "a3")
    let gate = Gate()
    bench.faults.add(.failEntries(.messageNotAvailable, .changeVisibility).at(1))

    async let reports = Worker(bench.broker, concurrency: 8) {
      key.handleWholeBatches(upTo: 100) { _ in
        await withTaskCancellationHandler {
          await gate.pass()
        } onCancel: {
          gate.open()
        }
        try Task.checkCancellation()
      }
    }.drain()
    await gate.waitForArrivals(1)
    await bench.waitForCall(after: .seconds(30))
    bench.clock.advance(by: .seconds(30))

    #expect(try await reports.map(\.outcome) == [.lost, .lost, .lost])
    #expect(bench.faults.tally(of: .delete).calls == 0)
  }

  @Test func `a host's FIFO batch stops each group at its first failure`() async throws {
    let bench = try await bench("a1", "a2", "a3", "b1")
    let calls = Calls(failing: ["a2": 1])
    let messages = try await bench.visible(in: queue.get())

    let report = try await Worker(bench.broker) {
      key.handleBatches(upTo: 100) { batch in calls.answers(batch) }
    }.run(received: messages, from: "orders.fifo")

    let failed = messages.filter { $0.groupID == "a" }.dropFirst()
    #expect(report.failures == failed.map(\.id))
  }
}
