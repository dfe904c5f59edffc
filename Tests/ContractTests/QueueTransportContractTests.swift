import DovetailContracts
import Testing

@Suite("QueueTransport contract", .timeLimit(.minutes(5)))
struct QueueTransportContractTests {
  @Test("holds", arguments: QueueTransportContract.claims, TransportUnderTest.allAndDecorated)
  func holds(_ claim: Claim<QueueTransportSubject>, _ transport: TransportUnderTest) async throws {
    try await transport.check(claim)
  }

  @Test(
    "holds exactly", arguments: QueueTransportContract.exactClaims,
    TransportUnderTest.allAndDecorated)
  func holdsExactly(
    _ claim: Claim<QueueTransportSubject>, _ transport: TransportUnderTest
  ) async throws {
    try await transport.check(claim)
  }
}
