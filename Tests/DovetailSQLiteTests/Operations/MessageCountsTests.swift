import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("Counts of large queues", .timeLimit(.minutes(5)))
struct MessageCountsTests {
  private let clock = ManualClock()

  /// A kind of queue, on which the messages have groups or not.
  enum Kind: String, CaseIterable {
    case standard, fair, fifo

    var queue: QueueName { get throws { try QueueName(self == .fifo ? "jobs.fifo" : "jobs") } }

    func group(_ number: Int) -> String? { self == .standard ? nil : "g\(number / 10)" }
  }

  /// A queue with 1,800 messages: more than are counted one by one.
  private func double(
    _ kind: Kind, _ attributes: [QueueAttributeName: String] = [:]
  ) async throws -> SQLiteDouble {
    let double = try await SQLiteDouble.open(.memory, clock: clock)
    var attributes = attributes
    if kind == .fifo { attributes[.fifoQueue] = "true" }
    try await double.administration.createQueue(kind.queue, QueueAttributes(attributes))
    try await fill(double, kind, 1800)
    return double
  }

  private func fill(
    _ double: SQLiteDouble, _ kind: Kind, _ count: Int, delayedBy delay: Duration = .zero
  ) async throws {
    try await double.queues.lane.perform("fill") { transaction in
      let queue = try transaction.queue(kind.queue)
      let delay = queue.settings.fifo == nil ? delay : queue.settings.delay
      for number in 0..<count {
        try transaction.insert(
          .plain(number, at: transaction.now, delayedBy: delay), into: queue,
          group: kind.group(number))
      }
    }
  }

  private func receive(
    _ double: SQLiteDouble, _ kind: Kind, _ count: Int, hidingFor timeout: Duration
  ) async throws -> [ReceivedMessage] {
    var all: [ReceivedMessage] = []
    for _ in 0..<(count / 10) {
      all += try await double.queues.receive(
        from: kind.queue, ReceiveOptions(maxMessages: 10, visibilityTimeout: timeout))
    }
    #expect(all.count == count)
    return all
  }

  private func counts(_ double: SQLiteDouble, _ kind: Kind) async throws -> [Int?] {
    let attributes = try await double.administration.attributes([.all], of: kind.queue)
    return [
      attributes.approximateMessages, attributes.approximateMessagesInFlight,
      attributes.approximateMessagesDelayed,
    ]
  }

  @Test(arguments: Kind.allCases)
  func `messages in flight are counted until they lapse or are deleted`(kind: Kind) async throws {
    let double = try await double(kind)
    let taken = try await receive(double, kind, 100, hidingFor: .seconds(30))
    _ = try await receive(double, kind, 50, hidingFor: .seconds(60))
    #expect(try await counts(double, kind) == [1650, 150, 0])

    for receipt in taken.prefix(40).map(\.receipt) {
      try await double.queues.delete(receipt, from: kind.queue)
    }
    try await double.queues.changeVisibility(
      of: taken[50].receipt, to: .seconds(300), on: kind.queue)
    try await double.queues.changeVisibility(of: taken[99].receipt, to: .zero, on: kind.queue)
    #expect(try await counts(double, kind) == [1651, 109, 0])

    clock.advance(by: .seconds(30))
    #expect(try await counts(double, kind) == [1709, 51, 0])
    clock.advance(by: .seconds(270))
    #expect(try await counts(double, kind) == [1760, 0, 0])
    await double.close()
  }

  @Test(arguments: Kind.allCases)
  func `a message counts as in flight to the end of its second`(kind: Kind) async throws {
    let double = try await double(kind)
    _ = try await receive(double, kind, 10, hidingFor: .milliseconds(1500))

    clock.advance(by: .milliseconds(1999))
    #expect(try await counts(double, kind) == [1790, 10, 0])
    clock.advance(by: .milliseconds(1))

    #expect(try await counts(double, kind) == [1800, 0, 0])
    await double.close()
  }

  @Test(arguments: [Kind.standard, .fair])
  func `delayed messages are counted until their delay ends`(kind: Kind) async throws {
    let double = try await double(kind)
    try await fill(double, kind, 20, delayedBy: .seconds(10))
    try await fill(double, kind, 30, delayedBy: .seconds(20))

    #expect(try await counts(double, kind) == [1800, 0, 50])
    clock.advance(by: .seconds(10))
    #expect(try await counts(double, kind) == [1820, 0, 30])
    clock.advance(by: .seconds(10))
    #expect(try await counts(double, kind) == [1850, 0, 0])
    await double.close()
  }

  @Test func `delayed messages of a FIFO queue are counted by the delay that it has`() async throws
  {
    let double = try await double(.fifo, [.delaySeconds: "100"])
    #expect(try await counts(double, .fifo) == [0, 0, 1800])

    try await double.administration.setAttributes(
      QueueAttributes([.delaySeconds: "50"]), of: Kind.fifo.queue)
    clock.advance(by: .seconds(49))
    #expect(try await counts(double, .fifo) == [0, 0, 1800])
    clock.advance(by: .seconds(1))

    #expect(try await counts(double, .fifo) == [1800, 0, 0])
    await double.close()
  }

  @Test func `a longer delay of a FIFO queue does not count what was received as delayed`()
    async throws
  {
    let double = try await double(.fifo, [.delaySeconds: "1"])
    clock.advance(by: .seconds(1))
    _ = try await receive(double, .fifo, 100, hidingFor: .seconds(10))
    clock.advance(by: .seconds(10))

    try await double.administration.setAttributes(
      QueueAttributes([.delaySeconds: "900"]), of: Kind.fifo.queue)

    #expect(try await counts(double, .fifo) == [100, 0, 1700])
    clock.advance(by: .seconds(900))
    #expect(try await counts(double, .fifo) == [1800, 0, 0])
    await double.close()
  }

  @Test(arguments: Kind.allCases)
  func `messages that have expired are not counted`(kind: Kind) async throws {
    let double = try await double(kind, [.messageRetentionPeriod: "60"])
    clock.advance(by: .seconds(59))
    try await fill(double, kind, 1300)

    clock.advance(by: .seconds(1))

    let expected: [Int?] = [1300, 0, 0]
    #expect(try await counts(double, kind) == expected)
    #expect(try await double.queues.summary(of: kind.queue).available.count == 1300)
    await double.close()
  }

  @Test func `calls that are undone and those before them leave the counts right`() async throws {
    let double = try await double(.standard)
    let queue = try Kind.standard.queue

    let calls: [@Sendable (SQLiteDouble) async throws -> Int] = [
      { try await $0.queues.receive(from: queue, ReceiveOptions(maxMessages: 10)).count },
      { double in
        try await double.queues.lane.perform("fail") { transaction in
          let record = try transaction.queue(queue)
          try transaction.insert(.plain(1, at: transaction.now), into: record, group: nil)
          let taken = try Receive(queue: queue, options: ReceiveOptions(maxMessages: 10))
            .run(on: record, in: transaction)
          #expect(taken.count == 10)
          throw CancellationError()
        }
      },
      { double in
        try await double.queues.lane.perform("count", writes: false) { transaction in
          let counts = try MessageCounts(of: try transaction.queue(queue), in: transaction)
          return Int(counts?.inFlight ?? -1)
        }
      },
    ]
    let results = await double.inOneGroup(calls)

    #expect(try results[0].get() == 10)
    #expect(try results[2].get() == 10)
    #expect(try await counts(double, .standard) == [1790, 10, 0])
    await double.close()
  }

  private func stepsOfCounts(_ double: SQLiteDouble, _ kind: Kind) async throws -> Int {
    _ = try await counts(double, kind)
    return try await double.machineSteps { _ = try await counts(double, kind) }
  }

  @Test(arguments: Kind.allCases)
  func `counts cost the same however many messages there are in any state`(kind: Kind) async throws
  {
    let double = try await double(kind)
    _ = try await receive(double, kind, 10, hidingFor: .seconds(30))
    let few = try await stepsOfCounts(double, kind)

    _ = try await receive(double, kind, 500, hidingFor: .seconds(30))
    try await fill(double, kind, 3000)
    let many = try await stepsOfCounts(double, kind)

    #expect(many == few)
    await double.close()
  }

  @Test func `what is over of the counts is deleted`() async throws {
    let double = try await double(.standard)

    for _ in 0..<50 {
      _ = try await receive(double, .standard, 10, hidingFor: .seconds(5))
      clock.advance(by: .seconds(3))
    }

    #expect(try await double.count("SELECT count(*) FROM hidden") <= 4)
    await double.close()
  }
}
