import DovetailContracts
import DovetailSQLite
import DovetailTransport
import Testing

/// A transport of one's own; this one passes all on to the double.
struct LoudTransport: QueueTransport {
  let inner: any QueueTransport
  let log: @Sendable (String) -> Void

  func send(
    _ messages: [OutgoingMessage], to queue: QueueName
  ) async throws -> [Result<SentMessage, TransportError>] {
    log("\(messages.count) messages to \(queue)")
    return try await inner.send(messages, to: queue)
  }

  func receive(
    from queue: QueueName, _ options: ReceiveOptions
  ) async throws -> [ReceivedMessage] {
    try await inner.receive(from: queue, options)
  }

  func delete(
    _ receipts: [ReceiptHandle], from queue: QueueName
  ) async throws -> [Result<Void, TransportError>] {
    try await inner.delete(receipts, from: queue)
  }

  func changeVisibility(
    _ changes: [VisibilityChange], on queue: QueueName
  ) async throws -> [Result<Void, TransportError>] {
    try await inner.changeVisibility(changes, on: queue)
  }
}

@Suite("Guide: the contract", .timeLimit(.minutes(5)))
struct LoudTransportContractTests {
  /// A new transport with a clock and queues of its own.
  static func subject() async throws -> QueueTransportSubject {
    let clock = ManualClock()
    let double = try await SQLiteDouble.open(.memory, clock: clock)
    return QueueTransportSubject(
      transport: LoudTransport(inner: double.queues) { _ in },
      administration: double.administration, time: .manual(clock)
    ) { count, queue in
      while try await double.waitingReceives(on: queue) < count { await Task.yield() }
    }
  }

  @Test(arguments: QueueTransportContract.claims)
  func holds(_ claim: Claim<QueueTransportSubject>) async throws {
    try await claim.check(Self.subject())
  }

  @Test func `all claims hold, in one test`() async throws {
    let claims = QueueTransportContract.exactClaims
    try await Claim.check(claims) { try await Self.subject() }.requireAll()
  }
}
