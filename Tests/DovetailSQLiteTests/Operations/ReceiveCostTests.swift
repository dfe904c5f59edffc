import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("What a receive from a standard queue costs")
struct ReceiveCostTests {
  private let jobs: QueueName

  init() throws {
    jobs = try QueueName("jobs")
  }

  private func send(_ count: Int, to double: SQLiteDouble) async throws {
    for _ in 0..<(count / 10) {
      let messages = Array(repeating: OutgoingMessage("body"), count: 10)
      for outcome in try await double.queues.send(messages, to: jobs) { _ = try outcome.get() }
    }
  }

  private func receive(_ count: Int, from double: SQLiteDouble) async throws {
    let options = ReceiveOptions(maxMessages: 10, visibilityTimeout: .seconds(1000))
    for _ in 0..<(count / 10) {
      #expect(try await double.queues.receive(from: jobs, options).count == 10)
    }
  }

  private func steps(available: Int, inFlight: Int) async throws -> Int {
    let double = try await SQLiteDouble.inMemory(with: jobs)
    try await send(available + inFlight, to: double)
    try await receive(inFlight, from: double)
    return try await double.machineSteps { try await receive(10, from: double) }
  }

  @Test func `it is the same however many messages are available or in flight`() async throws {
    let few = try await steps(available: 20, inFlight: 20)

    let deep = try await steps(available: 5000, inFlight: 20)
    let busy = try await steps(available: 20, inFlight: 2000)

    #expect(Double(deep) <= Double(few) * 1.1, "\(few) steps, then \(deep)")
    #expect(Double(busy) <= Double(few) * 1.1, "\(few) steps, then \(busy)")
  }
}
