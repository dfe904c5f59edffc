import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("What a receive from a FIFO queue costs")
struct GroupCostTests {
  private let queue: QueueName

  init() throws {
    queue = try QueueName("jobs.fifo")
  }

  /// A double whose statements are all prepared and whose share of room is reserved.
  private func warmDouble() async throws -> SQLiteDouble {
    let double = try await SQLiteDouble.open(.memory, clock: ManualClock())
    try await double.createFIFOQueue(queue)
    try await double.fill(queue, group: "warm", 2)
    for message in try await double.drain(queue) {
      try await double.queues.delete(message.receipt, from: queue)
    }
    return double
  }

  private func receive(_ double: SQLiteDouble, expecting bodies: [String]) async throws {
    let options = ReceiveOptions(maxMessages: 10, visibilityTimeout: .seconds(1000))
    let received = try await double.queues.receive(from: queue, options)
    #expect(received.map(\.body) == bodies)
  }

  private func stepsWithLocked(_ count: Int) async throws -> Int {
    let double = try await warmDouble()
    try await double.fill(queue, group: "locked", count)
    try await receive(double, expecting: (0..<10).map { "locked.\($0)" })
    try await double.fill(queue, group: "free", 1)
    return try await double.machineSteps { try await receive(double, expecting: ["free.0"]) }
  }

  @Test
  func `a locked group costs the same however many messages it has`() async throws {
    let few = try await stepsWithLocked(100)
    let many = try await stepsWithLocked(10_000)

    #expect(Double(many) <= Double(few) * 1.1, "\(few) steps, then \(many)")
  }

  private func stepsWithGroups(_ count: Int) async throws -> Int {
    let double = try await warmDouble()
    for group in 0..<count { try await double.fill(queue, group: "g\(group)", 1) }
    return try await double.machineSteps {
      try await receive(double, expecting: (0..<10).map { "g\($0).0" })
    }
  }

  @Test
  func `a receive costs the same however many groups there are`() async throws {
    let few = try await stepsWithGroups(20)
    let many = try await stepsWithGroups(2000)

    #expect(Double(many) <= Double(few) * 1.1, "\(few) steps, then \(many)")
  }
}
