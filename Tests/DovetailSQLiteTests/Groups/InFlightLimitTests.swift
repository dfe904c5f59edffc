import DovetailTransport
import Testing

@testable import DovetailSQLite

/// The limit is 20 here, so that a test can reach it.
///
/// Rows: 3.5/standard-short-poll, 3.5/standard-long-poll, 3.5/fifo-limit.
@Suite("The limit of messages in flight")
struct InFlightLimitTests {
  private let standard: QueueName
  private let fifo: QueueName
  private let clock = ManualClock()

  init() throws {
    standard = try QueueName("jobs")
    fifo = try QueueName("jobs.fifo")
  }

  /// A double with 30 messages in each queue, of which 20 are in flight for 30 s.
  private func fullDouble() async throws -> SQLiteDouble {
    var configuration = SQLiteConfiguration()
    configuration.inFlightMessages = 20
    let double = try await SQLiteDouble.open(.memory, clock: clock, configuration)
    try await double.administration.createQueue(standard)
    try await double.createFIFOQueue(fifo)
    for queue in [standard, fifo] {
      for group in 0..<3 { try await double.fill(queue, group: "g\(group)", 10) }
      for _ in 0..<2 { #expect(try await receive(double, queue).count == 10) }
    }
    return double
  }

  private func receive(
    _ double: SQLiteDouble, _ queue: QueueName, waitTime: Duration = .zero
  ) async throws -> [ReceivedMessage] {
    try await double.queues.receive(
      from: queue, ReceiveOptions(maxMessages: 10, waitTime: waitTime))
  }

  @Test
  func `a short poll of a standard queue is told`() async throws {
    let double = try await fullDouble()

    let error = await #expect(throws: TransportError.self) {
      _ = try await receive(double, standard)
    }

    #expect(error?.code == .overLimit)
  }

  @Test
  func `a delete makes room for a parked poll at once`() async throws {
    var configuration = SQLiteConfiguration()
    configuration.inFlightMessages = 1
    let double = try await SQLiteDouble.open(.memory, clock: clock, configuration)
    try await double.administration.createQueue(standard)
    try await double.fill(standard, 2)
    let first = try #require(try await receive(double, standard).first)

    let poll = double.beginPoll(standard)
    try await double.settle()
    try await double.queues.delete(first.receipt, from: standard)

    #expect(try await poll.value.count == 1)  // No time has passed.
  }

  @Test(arguments: [1000, 1500, 1999, 2001])
  func `a message that comes back makes room for a parked poll at once`(
    milliseconds: Int
  ) async throws {
    var configuration = SQLiteConfiguration()
    configuration.inFlightMessages = 1
    let double = try await SQLiteDouble.open(.memory, clock: clock, configuration)
    try await double.administration.createQueue(standard)
    try await double.createFIFOQueue(fifo)
    for queue in [standard, fifo] {
      for group in ["a", "b"] { try await double.fill(queue, group: group, 1) }
      let hidden = ReceiveOptions(visibilityTimeout: .milliseconds(milliseconds))
      #expect(try await double.queues.receive(from: queue, hidden).count == 1)
    }

    let polls = [standard, fifo].map { double.beginPoll($0) }
    try await double.settle()
    clock.advance(by: .milliseconds(milliseconds))

    for poll in polls { #expect(try await poll.value.count == 1) }
  }

  @Test
  func `who was refused is remembered until a transaction with room is committed`() async throws {
    let double = try await SQLiteDouble.open(.memory, clock: clock)
    try await double.administration.createQueue(standard)

    try await double.queues.lane.perform("look") { [standard] transaction in
      let backlog = try transaction.queue(standard).backlog
      let budget = InFlightBudget(limit: 2)
      #expect(try budget.take(3, of: backlog, in: transaction) == 2)
      budget.forget()
      #expect(budget.isWanted(in: backlog))

      #expect(try budget.take(1, of: backlog, in: transaction) == 1)
      budget.forget()  // Undone: they still wait.
      #expect(budget.isWanted(in: backlog))
      #expect(try budget.take(1, of: backlog, in: transaction) == 1)
      budget.commit(dropping: [])
      #expect(!budget.isWanted(in: backlog))

      #expect(try budget.take(9, of: backlog, in: transaction) < 9)
      budget.commit(dropping: [backlog])
      #expect(!budget.isWanted(in: backlog))
    }
    await double.close()
  }

  @Test
  func `a long poll of a standard queue ends empty`() async throws {
    let double = try await fullDouble()

    let poll = double.beginPoll(standard)
    try await double.settle()
    clock.advance(by: .seconds(20))

    #expect(try await poll.value == [])
  }

  @Test
  func `a receive from a FIFO queue is empty`() async throws {
    let double = try await fullDouble()

    #expect(try await receive(double, fifo).isEmpty)
  }

  @Test
  func `what lapses makes room`() async throws {
    let double = try await fullDouble()

    clock.advance(by: .seconds(30))

    for queue in [standard, fifo] { #expect(try await receive(double, queue).count == 10) }
  }

  @Test
  func `what is deleted makes room, and no more`() async throws {
    let double = try await fullDouble()
    clock.advance(by: .seconds(30))

    for queue in [standard, fifo] {
      let first = try await receive(double, queue)
      _ = try await receive(double, queue)
      for message in first.prefix(3) {
        try await double.queues.delete(message.receipt, from: queue)
      }
      #expect(try await receive(double, queue).count == 3)
    }
  }

  @Test
  func `an operation that is undone gives its room back`() async throws {
    let double = try await fullDouble()
    clock.advance(by: .seconds(30))

    await #expect(throws: (any Error).self) {
      try await double.queues.lane.perform("fail") { [standard] transaction in
        let queue = try transaction.queue(standard)
        let options = ReceiveOptions(maxMessages: 10)
        let taken = try Receive(queue: standard, options: options).run(on: queue, in: transaction)
        #expect(taken.count == 10)
        throw CancellationError()
      }
    }

    for _ in 0..<2 { #expect(try await receive(double, standard).count == 10) }
  }
}
