import DovetailTransport
import Testing

@testable import DovetailSQLite

/// A standard dead-letter queue keeps a message for what is left of its retention since the send.
@Suite("The retention of dead-letter queues", .timeLimit(.minutes(5)))
struct DeadLetterRetentionTests {
  private let clock = ManualClock()
  private let (jobs, dead): (QueueName, QueueName)

  init() throws {
    (jobs, dead) = (try QueueName("jobs"), try QueueName("dead"))
  }

  /// A queue with a message that was received as often as it may be, and a dead-letter queue that has
  /// kept messages for a minute, and from now on does so for `retention`.
  private func double(_ age: Duration, keepingFor retention: String) async throws -> SQLiteDouble {
    let double = try await SQLiteDouble.open(.memory, clock: clock)
    let administration = double.administration
    try await administration.createQueue(dead, QueueAttributes([.messageRetentionPeriod: "60"]))
    var redrive = QueueAttributes()
    redrive.redrivePolicy = RedrivePolicy(
      deadLetterTarget: Account.first.arn(of: dead), maxReceiveCount: 1)
    try await administration.createQueue(jobs, redrive)
    _ = try await double.queues.send(OutgoingMessage("a"), to: jobs)
    let received = try await double.queues.receive(
      from: jobs, ReceiveOptions(visibilityTimeout: .zero))
    #expect(received.count == 1)
    clock.advance(by: age)
    try await administration.setAttributes(
      QueueAttributes([.messageRetentionPeriod: retention]), of: dead)
    return double
  }

  @Test func `one that was lengthened holds for what is moved afterwards`() async throws {
    let double = try await double(.seconds(100), keepingFor: "1209600")

    #expect(try await double.queues.receive(from: jobs).isEmpty)

    #expect(try await double.drain(dead).map(\.body) == ["a"])
    await double.close()
  }

  @Test func `what is older than it goes at once`() async throws {
    let double = try await double(.seconds(120), keepingFor: "120")

    #expect(try await double.queues.receive(from: jobs).isEmpty)

    #expect(try await double.drain(dead).isEmpty)
    await double.close()
  }
}
