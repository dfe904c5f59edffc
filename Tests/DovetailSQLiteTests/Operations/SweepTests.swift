import DovetailTransport
import Testing

@testable import DovetailSQLite

/// A receive that meets more of what nobody sees any more than one transaction clears away.
@Suite("Receives behind much that is gone", .timeLimit(.minutes(5)))
struct SweepTests {
  private let clock = ManualClock()
  private let deadLetters: QueueName

  init() throws {
    deadLetters = try QueueName("dead")
  }

  /// What a message's group is, by its number, on each kind of queue.
  enum Kind: String, CaseIterable {
    case standard, fair, oneGroup, manyGroups

    func group(_ number: Int) -> String? {
      switch self {
      case .standard: nil
      case .fair: "t\(number % 7)"
      case .oneGroup: "g"
      case .manyGroups: "g\(number)"
      }
    }

    var isFIFO: Bool { self == .oneGroup || self == .manyGroups }
    var queue: QueueName { get throws { try QueueName(isFIFO ? "jobs.fifo" : "jobs") } }
  }

  /// A double with a queue that keeps messages for a minute, in which `count` will soon have expired.
  private func double(_ kind: Kind, expiring count: Int) async throws -> SQLiteDouble {
    let double = try await SQLiteDouble.open(.memory, clock: clock)
    if kind.isFIFO {
      try await double.createFIFOQueue(kind.queue, [.messageRetentionPeriod: "60"])
    } else {
      try await double.administration.createQueue(
        kind.queue, QueueAttributes([.messageRetentionPeriod: "60"]))
    }
    try await double.fill(kind.queue, count, groups: kind.group)
    clock.advance(by: .seconds(59))
    return double
  }

  @Test(arguments: Kind.allCases)
  func `a short poll gets the message behind many that have expired`(_ kind: Kind) async throws {
    let double = try await double(kind, expiring: 2000)
    let message = OutgoingMessage("fresh", groupID: kind.group(2000))
    _ = try await double.queues.send(message, to: kind.queue)
    clock.advance(by: .seconds(1))

    let received = try await double.queues.receive(from: kind.queue)

    #expect(received.map(\.body) == ["fresh"])
    #expect(try await double.rows() == 1)
    await double.close()
  }

  @Test(arguments: Kind.allCases)
  func `a short poll of what has all expired ends, and leaves nothing`(_ kind: Kind) async throws {
    let double = try await double(kind, expiring: 2000)
    clock.advance(by: .seconds(1))

    #expect(try await double.queues.receive(from: kind.queue).isEmpty)

    #expect(try await double.rows() == 0)
    #expect(try await double.count("SELECT count(*) FROM message_group") == 0)
    #expect(try await double.count("SELECT count(*) FROM tenant") <= 1)
    await double.close()
  }

  @Test(arguments: Kind.allCases)
  func `one transaction clears away a part, and others come between`(_ kind: Kind) async throws {
    let double = try await double(kind, expiring: 3000)
    clock.advance(by: .seconds(1))
    let queue = try kind.queue
    let turns = TurnLog()

    let held = await double.holdUp()
    let receive = Task.immediate { try await double.queues.receive(from: queue).count }
    turns.begin(on: double)
    held.release()

    #expect(try await receive.value == 0)
    #expect(await turns.whole().allSatisfy { (0...510).contains($0) })
    #expect(await turns.whole().count >= 5)
    await double.close()
  }

  @Test(arguments: Kind.allCases)
  func `a short poll gets the message behind many that were received too often`(
    _ kind: Kind
  ) async throws {
    let double = try await SQLiteDouble.open(.memory, clock: clock)
    let dead = try kind.isFIFO ? QueueName("dead.fifo") : deadLetters
    var attributes: [QueueAttributeName: String] = [:]
    if kind.isFIFO { attributes = [.fifoQueue: "true", .contentBasedDeduplication: "true"] }
    try await double.administration.createQueue(dead, QueueAttributes(attributes))
    var redrive = QueueAttributes(attributes)
    redrive.redrivePolicy = RedrivePolicy(
      deadLetterTarget: Account.first.arn(of: dead), maxReceiveCount: 1)
    try await double.administration.createQueue(kind.queue, redrive)
    try await double.fill(kind.queue, 1200, groups: kind.group, receiveCount: 1)
    clock.advance(by: .seconds(1))
    let message = OutgoingMessage("fresh", groupID: kind.group(1200))
    _ = try await double.queues.send(message, to: kind.queue)

    let received = try await double.queues.receive(from: kind.queue)

    #expect(received.map(\.body) == ["fresh"])
    let counts = try await double.administration.attributes(of: dead).approximateMessages
    #expect(counts == 1200)
    await double.close()
  }

  @Test(arguments: Kind.allCases)
  func `parked polls get what is sent behind many that have expired`(_ kind: Kind) async throws {
    let double = try await double(kind, expiring: 2000)
    let queue = try kind.queue
    clock.advance(by: .seconds(1))
    let count = kind == .oneGroup ? 1 : 3
    let polls = (0..<count).map { _ in double.beginPoll(queue) }

    for number in 0..<count {
      let message = OutgoingMessage("\(number)", groupID: kind.group(number))
      _ = try await double.queues.send(message, to: queue)
    }

    var bodies: Set<String> = []
    for poll in polls { bodies.formUnion(try await poll.value) }
    #expect(bodies == Set((0..<count).map { "\($0)" }))
    await double.close()
  }

  @Test func `a poll that is to look again ends when the double closes`()
    async throws
  {
    let double = try await double(.standard, expiring: 2000)
    clock.advance(by: .seconds(1))
    let queue = try Kind.standard.queue
    let held = await double.holdUp()
    let poll = Task.immediate { try await double.queues.receive(from: queue).count }
    async let closed: Void = double.close()
    held.release()
    await closed

    let result = await poll.result

    #expect(result.code == .closed || (try? result.get()) == 0)
  }

  @Test func `a move task passes over many that have expired`() async throws {
    let double = try await double(.standard, expiring: 2000)
    let source = try Kind.standard.queue
    let account = Account.first
    try await double.administration.createQueue(deadLetters)
    var redrive = QueueAttributes()
    redrive.redrivePolicy = RedrivePolicy(
      deadLetterTarget: account.arn(of: source), maxReceiveCount: 1)
    try await double.administration.createQueue(try QueueName("other"), redrive)
    _ = try await double.queues.send(OutgoingMessage("fresh"), to: source)
    clock.advance(by: .seconds(1))

    _ = try await double.administration.startMoveTask(
      MoveTaskRequest(source: account.arn(of: source), destination: account.arn(of: deadLetters)))
    while try await double.administration.moveTask(from: account.arn(of: source))?.status
      == .running
    {}

    #expect(try await double.drain(deadLetters).map(\.body) == ["fresh"])
    #expect(try await double.rows() == 1)
    await double.close()
  }
}

extension SQLiteDouble {
  /// Puts so many messages into a queue, in one transaction; `receiveCount` is how often each has been
  /// received.
  fileprivate func fill(
    _ queue: QueueName, _ count: Int, groups: @escaping @Sendable (Int) -> String?,
    receiveCount: Int = 0
  ) async throws {
    try await queues.lane.perform("fill \(queue)") { transaction in
      let queue = try transaction.queue(queue)
      for number in 0..<count {
        let draft = MessageTable.Draft.plain(number, at: transaction.now)
        let row = try transaction.insert(draft, into: queue, group: groups(number))
        for _ in 0..<receiveCount {
          let isHead = try transaction.messages.find(row)?.isHead == true
          try transaction.hide(
            row, draft.times, until: transaction.now, on: queue, isHead: isHead)
        }
      }
    }
  }
}
