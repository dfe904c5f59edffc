import DovetailContracts
import Testing

@Suite("QueueInspection contract", .timeLimit(.minutes(5)))
struct QueueInspectionContractTests {
  @Test("holds", arguments: QueueInspectionContract.claims, TransportUnderTest.all)
  func holds(_ claim: Claim<QueueTransportSubject>, _ transport: TransportUnderTest) async throws {
    try await transport.check(claim)
  }
}
