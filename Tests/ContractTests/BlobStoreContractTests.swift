import DovetailContracts
import Testing

@Suite("BlobStore contract", .timeLimit(.minutes(5)))
struct BlobStoreContractTests {
  @Test("holds", arguments: BlobStoreContract.claims, TransportUnderTest.allAndDecorated)
  func holds(_ claim: Claim<BlobStoreSubject>, _ transport: TransportUnderTest) async throws {
    try await transport.check(claim)
  }
}
