import DovetailContracts
import Testing

@Suite("QueueAdministration contract", .timeLimit(.minutes(5)))
struct QueueAdministrationContractTests {
  @Test("holds", arguments: QueueAdministrationContract.claims, TransportUnderTest.all)
  func holds(
    _ claim: Claim<QueueAdministrationSubject>, _ transport: TransportUnderTest
  ) async throws {
    try await transport.check(claim)
  }
}
