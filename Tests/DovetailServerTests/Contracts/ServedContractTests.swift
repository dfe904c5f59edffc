import DovetailAWS
import DovetailContracts
import DovetailTransport
import Testing

/// The contracts, from the client of AWS through the wire to the double, with signatures verified.
///
/// One after the other: each case has a server, a client and three threads.
@Suite("Contracts over the wire", .serialized, .timeLimit(.minutes(2)))
struct ServedContractTests {
  @Test("QueueTransport holds", arguments: QueueTransportContract.claims)
  func transportHolds(_ claim: Claim<QueueTransportSubject>) async throws {
    try await check(claim)
  }

  @Test("QueueTransport holds exactly", arguments: QueueTransportContract.exactClaims)
  func transportHoldsExactly(_ claim: Claim<QueueTransportSubject>) async throws {
    try await check(claim)
  }

  @Test("QueueAdministration holds", arguments: QueueAdministrationContract.claims)
  func administrationHolds(_ claim: Claim<QueueAdministrationSubject>) async throws {
    try await ServedAccount.with { served in
      try await claim.check(
        QueueAdministrationSubject(
          administration: served.client.administration, time: .manual(served.clock)))
    }
  }

  private func check(_ claim: Claim<QueueTransportSubject>) async throws {
    try await ServedAccount.with { served in
      try await claim.check(
        QueueTransportSubject(
          transport: served.client.queues, administration: served.client.administration,
          time: .manual(served.clock)
        ) { try await served.waitForPolls($0, on: $1) })
    }
  }
}
