import DovetailTransport
import Testing

@testable import DovetailTasks

@Suite("Leases", .timeLimit(.minutes(5)))
struct LeaseTests {
  private let start = Duration.seconds(1_800_000)

  private func lease(visibility: Duration = .seconds(60)) throws -> Lease {
    let message = ReceivedMessage(
      id: MessageID(rawValue: "id"), receipt: ReceiptHandle(rawValue: "handle"), body: "body",
      sentAt: Timestamp(milliseconds: 0), firstReceivedAt: Timestamp(milliseconds: 0),
      receiveCount: 1)
    return Lease(message, from: try QueueName("queue"), at: start, visibility: visibility)
  }

  @Test(arguments: [
    (Duration.seconds(60), Duration.seconds(58)), (.seconds(8), .seconds(6)),
    (.seconds(4), .seconds(3)), (.seconds(1), .milliseconds(750)),
  ])
  func `rule 3: a lease ends 2 s before its visibility, or after three quarters of a short one`(
    visibility: Duration, hold: Duration
  ) throws {
    let lease = try lease(visibility: visibility)
    let end = start + hold

    #expect(!lease.loseIfOver(at: end - .milliseconds(1)))
    #expect(lease.loseIfOver(at: end))
    #expect(lease.isLost)
  }

  @Test func `who waits for the end of a renewal goes on when the queue refuses it`() async throws {
    let lease = try lease()
    #expect(lease.beginRenewal(at: start + .seconds(30)) != nil)
    let waiter = Task.immediate { await lease.takeRenewal() }

    #expect(lease.renewalRefused())

    #expect(await waiter.value)
    #expect(lease.isLost)
    #expect(!lease.renewalRefused())
  }

  @Test func `rule 3: a lease is looked at when half of its time has passed`() throws {
    let lease = try lease()

    #expect(lease.nextInstant == start + .seconds(30))
    #expect(lease.beginRenewal(at: start) == nil)
    #expect(lease.beginRenewal(at: start + .seconds(30)) == .seconds(60))
  }

  @Test func `a lease under renewal is not renewed a second time, but may end`() throws {
    let lease = try lease()
    _ = lease.beginRenewal(at: start + .seconds(30))

    #expect(lease.beginRenewal(at: start + .seconds(31)) == nil)
    #expect(lease.nextInstant == start + .seconds(58))
  }

  @Test func `rule 3: a renewal stays within 12 hours of the receive, less 5 s`() throws {
    let lease = try lease()
    let late = start + .seconds(43_200 - 5 - 17)

    #expect(lease.beginRenewal(at: late) == .seconds(17))
  }

  @Test func `rule 3: when the 12 hours are over a lease is not renewed`() throws {
    let lease = try lease()

    #expect(lease.beginRenewal(at: start + .seconds(43_195)) == nil)
  }

  @Test(arguments: [(Duration.milliseconds(1500), Duration.seconds(2)), (.seconds(3), .seconds(3))])
  func `rule 3: visibilities are whole seconds, rounded up`(
    visibility: Duration, renewal: Duration
  ) throws {
    let lease = try lease(visibility: visibility)

    #expect(lease.beginRenewal(at: start + visibility) == renewal)
  }

  @Test func `a renewal counts from when it was asked for`() throws {
    let lease = try lease()
    let asked = start + .seconds(30)
    _ = lease.beginRenewal(at: asked)

    lease.renewed(at: asked, for: .seconds(60))

    #expect(lease.nextInstant == start + .seconds(60))
    #expect(!lease.loseIfOver(at: start + .seconds(87)))
    #expect(lease.loseIfOver(at: start + .seconds(88)))
  }

  @Test func `rule 3: a lease that SQS extends no further is held to its end`() throws {
    let lease = try lease()
    _ = lease.beginRenewal(at: start + .seconds(30))

    lease.cannotBeRenewed()

    #expect(lease.nextInstant == start + .seconds(58))
  }

  @Test func `what is to happen at a loss happens once, also when it came before`() throws {
    let lease = try lease()
    let clock = ManualClock()
    lease.lose()

    lease.onLoss { clock.advance(by: .seconds(1)) }
    lease.lose()

    #expect(clock.now == ManualClock().now.advanced(by: .seconds(1)))
  }

  @Test func `a lease that is done with lets go of those of its group`() throws {
    weak var first: Lease?
    weak var second: Lease?
    do {
      let (one, other) = (try lease(), try lease())
      (first, second) = (one, other)
      one.onLoss { other.lose() }
      other.onLoss { one.lose() }

      one.close()
      other.close()
      one.onLoss { other.lose() }
    }

    #expect(first == nil)
    #expect(second == nil)
  }
}
