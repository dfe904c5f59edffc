import DovetailContracts
import Testing

@Suite("ObjectAdministration contract", .timeLimit(.minutes(5)))
struct ObjectAdministrationContractTests {
  @Test("holds", arguments: ObjectAdministrationContract.claims, TransportUnderTest.all)
  func holds(
    _ claim: Claim<ObjectAdministrationSubject>, _ transport: TransportUnderTest
  ) async throws {
    try await transport.check(claim)
  }
}
