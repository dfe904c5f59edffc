import DovetailAWS
import DovetailContracts
import DovetailSQLite
import DovetailServer
import DovetailTransport
import Testing

/// The contracts, from the client of AWS through the wire to the double, with signatures verified.
///
/// One after the other: each case has a server, a client and three threads.
@Suite("Contracts over the wire", .serialized, .timeLimit(.minutes(5)))
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

  @Test("BlobStore holds", arguments: BlobStoreContract.claims)
  func storeHolds(_ claim: Claim<BlobStoreSubject>) async throws {
    try await ServedAccount.with { served in
      let (bucket, other) = (try BucketName("first"), try BucketName("second"))
      for name in [bucket, other] {
        try await served.server.state.double.blobs.createBucket(name)
      }
      try await claim.check(
        BlobStoreSubject(
          store: served.client.blobs, time: .manual(served.clock), bucket: bucket,
          otherBucket: other, missingBucket: BucketName("missing")))
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
