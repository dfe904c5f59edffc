import DovetailContracts
import Testing

@Suite("QueueTransport contract", .timeLimit(.minutes(1)))
struct QueueTransportContractTests {
  @Test("holds", arguments: QueueTransportContract.claims, TransportUnderTest.all)
  func holds(_ claim: Claim<QueueTransportSubject>, _ transport: TransportUnderTest) async throws {
    try await transport.check(claim)
  }

  @Test("holds exactly", arguments: QueueTransportContract.exactClaims, TransportUnderTest.all)
  func holdsExactly(
    _ claim: Claim<QueueTransportSubject>, _ transport: TransportUnderTest
  ) async throws {
    try await transport.check(claim)
  }
}
