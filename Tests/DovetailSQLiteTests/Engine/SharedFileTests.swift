import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("Two doubles on one file", .timeLimit(.minutes(5)))
struct SharedFileTests {
  private let folder: TemporaryFolder
  private let path: String
  private let jobs: QueueName
  private let clock = ManualClock()

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("dev.db")
    jobs = try QueueName("jobs")
  }

  private func open() async throws -> (SQLiteDouble, SQLiteDouble) {
    (
      try await SQLiteDouble.inFile(path, with: jobs, clock: clock),
      try await SQLiteDouble.inFile(path, with: jobs, clock: clock)
    )
  }

  @Test
  func `what one sends the other receives, and either deletes`() async throws {
    let (one, other) = try await open()

    let sent = try await one.queues.send(OutgoingMessage("a"), to: jobs)
    let received = try #require(try await other.queues.receive(from: jobs).first)
    #expect(received.id == sent.id)
    #expect(try await one.queues.receive(from: jobs).isEmpty)
    try await one.queues.delete(received.receipt, from: jobs)
    clock.advance(by: .seconds(60))

    #expect(try await other.queues.receive(from: jobs).isEmpty)
    await one.close()
    await other.close()
  }

  @Test
  func `while both send and receive, each message is received by one`() async throws {
    let (one, other) = try await open()
    let sent = Counter()

    let received = try await withThrowingTaskGroup(of: [MessageID].self) { [jobs] group in
      for double in [one, other] {
        for _ in 0..<4 {
          group.addTask {
            for _ in 0..<25 {
              _ = try await double.queues.send(OutgoingMessage("a"), to: jobs)
              sent.count()
            }
            return []
          }
          group.addTask {
            var ids: [MessageID] = []
            for _ in 0..<50 {
              ids += try await double.queues.receive(from: jobs, ReceiveOptions(maxMessages: 3))
                .map(\.id)
            }
            return ids
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    let rest = try await one.drain(jobs).map(\.id)

    #expect(sent.value == 200)
    #expect(received.count + rest.count == 200)
    #expect(Set(received + rest).count == 200)
    await one.close()
    await other.close()
  }

  @Test
  func `a poll hears when a message comes back that was sent and taken unnoticed`() async throws {
    let (one, other) = try await open()
    let poll = one.beginPoll(jobs)
    try await one.settle()

    _ = try await other.queues.send(OutgoingMessage("a"), to: jobs)
    let taken = try await one.queues.receive(
      from: jobs, ReceiveOptions(visibilityTimeout: .seconds(3)))
    #expect(taken.count == 1)
    clock.advance(by: .seconds(3))

    #expect(try await poll.value == ["a"])
    await one.close()
    await other.close()
  }

  @Test
  func `a changed queue is a changed queue for the other's next send`() async throws {
    let (one, other) = try await open()
    _ = try await one.queues.send(OutgoingMessage("before"), to: jobs)

    try await other.administration.setAttributes(
      QueueAttributes([.delaySeconds: "60"]), of: jobs)
    _ = try await one.queues.send(OutgoingMessage("delayed"), to: jobs)

    #expect(try await one.drain(jobs).map(\.body) == ["before"])
    await one.close()
    await other.close()
  }

  @Test
  func `messages of a group that both send in turns come in the order of the sends`() async throws {
    let fifo = try QueueName("jobs.fifo")
    let (one, other) = try await open()
    try await one.administration.createQueue(fifo, QueueAttributes([.fifoQueue: "true"]))
    var bodies: [String] = []

    // The more one sends before the other does, the more numbers it has kept for itself.
    for count in [1, 1, 5, 1, 40, 2, 1] {
      for double in [one, other] {
        for _ in 0..<count {
          bodies.append("\(bodies.count)")
          let message = OutgoingMessage(
            bodies[bodies.count - 1], groupID: "g", deduplicationID: bodies.last)
          _ = try await double.queues.send(message, to: fifo)
        }
      }
    }

    var received: [String] = []
    while let message = try await other.queues.receive(from: fifo).first {
      received.append(message.body)
      try await one.queues.delete(message.receipt, from: fifo)
    }
    #expect(received == bodies)
    await one.close()
    await other.close()
  }

  @Test
  func `closing one leaves the other at work`() async throws {
    let (one, other) = try await open()
    _ = try await one.queues.send(OutgoingMessage("a"), to: jobs)

    await one.close()

    #expect(try await other.drain(jobs).map(\.body) == ["a"])
    await other.close()
  }
}
