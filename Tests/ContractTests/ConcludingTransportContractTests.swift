import DovetailContracts
import Testing

@Suite("ConcludingTransport contract", .timeLimit(.minutes(5)))
struct ConcludingTransportContractTests {
  @Test("holds", arguments: ConcludingTransportContract.claims, TransportUnderTest.all)
  func holds(
    _ claim: Claim<ConcludingTransportSubject>, _ transport: TransportUnderTest
  ) async throws {
    try await transport.check(claim)
  }
}
