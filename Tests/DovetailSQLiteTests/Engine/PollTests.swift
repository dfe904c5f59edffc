import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("Long polls", .timeLimit(.minutes(5)))
struct PollTests {
  private let jobs: QueueName
  private let clock = ManualClock()

  init() throws {
    jobs = try QueueName("jobs")
  }

  private func open() async throws -> SQLiteDouble {
    try await SQLiteDouble.inMemory(with: jobs, clock: clock)
  }

  private func send(_ bodies: [String], _ double: SQLiteDouble) async throws {
    _ = try await double.queues.send(bodies.map { OutgoingMessage($0) }, to: jobs)
  }

  @Test
  func `those who wait are served in the order in which they came`() async throws {
    let double = try await open()
    let polls = (0..<5).map { _ in double.beginPoll(jobs) }
    try await double.settle()

    try await send(["a", "b"], double)
    try await send(["c", "d", "e"], double)

    var bodies: [[String]] = []
    for poll in polls { bodies.append(try await poll.value) }
    #expect(bodies == [["a"], ["b"], ["c"], ["d"], ["e"]])
    await double.close()
  }

  @Test
  func `the message leaves in the commit that brought it`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("dev.db")
    let double = try await SQLiteDouble.inFile(path, with: jobs, clock: clock)
    let poll = double.beginPoll(jobs)
    try await double.settle()
    let before = try WriteAheadLog.commits(besides: path)

    try await send(["a"], double)

    #expect(try await poll.value == ["a"])
    #expect(try WriteAheadLog.commits(besides: path) == before + 1)
    await double.close()
  }

  @Test
  func `a poll that is served takes as many as it asked for`() async throws {
    let double = try await open()
    let polls = [double.beginPoll(jobs, maxMessages: 3), double.beginPoll(jobs, maxMessages: 10)]
    try await double.settle()

    try await send(["a", "b", "c", "d"], double)

    #expect(try await polls[0].value == ["a", "b", "c"])
    #expect(try await polls[1].value == ["d"])
    await double.close()
  }

  @Test
  func `a message on one queue leaves the polls of another parked`() async throws {
    let double = try await open()
    let other = try QueueName("other")
    try await double.administration.createQueue(other)
    let poll = double.beginPoll(other)
    try await double.settle()

    try await send(["a"], double)

    #expect(try await double.parkedPolls(on: other) == 1)
    #expect(try await double.drain(jobs).count == 1)
    await double.close()
    #expect(await poll.result.code == .closed)
  }

  @Test
  func `a poll hears when a hidden message becomes visible`() async throws {
    let double = try await open()
    _ = try await double.queues.send(OutgoingMessage("later", delay: .seconds(7)), to: jobs)
    let poll = double.beginPoll(jobs)
    try await double.settle()

    clock.advance(by: .milliseconds(6_999))
    try await double.settle()
    #expect(try await double.parkedPolls(on: jobs) == 1)
    clock.advance(by: .milliseconds(1))

    #expect(try await poll.value == ["later"])
    await double.close()
  }

  @Test
  func `two messages that become visible one after the other serve two polls`() async throws {
    let double = try await open()
    for seconds in [3, 5] {
      _ = try await double.queues.send(
        OutgoingMessage("\(seconds)", delay: .seconds(seconds)), to: jobs)
    }
    let polls = (0..<2).map { _ in double.beginPoll(jobs) }
    try await double.settle()

    clock.advance(by: .seconds(3))
    #expect(try await polls[0].value == ["3"])
    #expect(try await double.parkedPolls(on: jobs) == 1)
    clock.advance(by: .seconds(2))

    #expect(try await polls[1].value == ["5"])
    await double.close()
  }

  @Test
  func `a message made visible at once serves who waits`() async throws {
    let double = try await open()
    try await send(["a"], double)
    let message = try #require(try await double.queues.receive(from: jobs).first)
    let poll = double.beginPoll(jobs)
    try await double.settle()

    try await double.queues.changeVisibility(of: message.receipt, to: .zero, on: jobs)

    #expect(try await poll.value == ["a"])
    await double.close()
  }

  @Test
  func `a message whose visibility is changed wakes at its new time, not the old one`() async throws
  {
    let double = try await open()
    try await send(["a"], double)
    let message = try #require(try await double.queues.receive(from: jobs).first)
    let poll = double.beginPoll(jobs)
    try await double.settle()

    try await double.queues.changeVisibility(of: message.receipt, to: .seconds(4), on: jobs)
    clock.advance(by: .seconds(4))

    #expect(try await poll.value == ["a"])
    await double.close()
  }

  @Test
  func `a poll whose time is over is answered with nothing, at that moment`() async throws {
    let double = try await open()
    let polls = [1, 2].map { double.beginPoll(jobs, waitTime: .seconds($0)) }
    try await double.settle()

    clock.advance(by: .seconds(1))
    #expect(try await polls[0].value.isEmpty)
    #expect(try await double.parkedPolls(on: jobs) == 1)
    clock.advance(by: .seconds(1))

    #expect(try await polls[1].value.isEmpty)
    await double.close()
  }

  @Test
  func `a message that becomes visible at the last moment is still received`() async throws {
    let double = try await open()
    _ = try await double.queues.send(OutgoingMessage("last", delay: .seconds(20)), to: jobs)
    let poll = double.beginPoll(jobs)
    try await double.settle()

    clock.advance(by: .seconds(20))

    #expect(try await poll.value == ["last"])
    await double.close()
  }

  @Test
  func `the queue's own wait is used when none is given`() async throws {
    let double = try await SQLiteDouble.open(.memory, clock: clock)
    var attributes = QueueAttributes()
    attributes.receiveWaitTime = .seconds(9)
    try await double.administration.createQueue(jobs, attributes)
    let poll = Task.immediate { [jobs] in try await double.queues.receive(from: jobs) }

    try await double.settle()
    #expect(clock.pendingCalls == [clock.now.advanced(by: .seconds(9))])
    clock.advance(by: .seconds(9))

    #expect(try await poll.value.isEmpty)
    await double.close()
  }

  @Test
  func `ten thousand parked polls are answered when their time is over`() async throws {
    let double = try await open()
    let polls = (0..<10_000).map { _ in double.beginPoll(jobs) }
    try await double.settle()
    #expect(try await double.parkedPolls(on: jobs) == 10_000)

    clock.advance(by: .seconds(20))

    for poll in polls { #expect(try await poll.value.isEmpty) }
    #expect(try await double.parkedPolls(on: jobs) == 0)
    await double.close()
  }

  @Test
  func `ten thousand parked polls are served one message each`() async throws {
    let double = try await open()
    let polls = (0..<10_000).map { _ in double.beginPoll(jobs) }
    try await double.settle()

    for batch in 0..<1_000 {
      try await send((0..<10).map { "\(batch * 10 + $0)" }, double)
    }

    for (index, poll) in polls.enumerated() { #expect(try await poll.value == ["\(index)"]) }
    await double.close()
  }
}
