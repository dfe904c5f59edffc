import DovetailContracts
import DovetailTransport
import Testing

@testable import DovetailServer

/// Signatures are verified.
///
/// One after the other: parts have 5 MiB each, and what computes over them all at once
/// keeps other tests waiting.
@Suite("ObjectAdministration contract over the wire", .serialized, .timeLimit(.minutes(5)))
struct WireObjectsContractTests {
  /// All but one, whose metadata has a name that no header can have.
  private static let claims = ObjectAdministrationContract.claims.filter {
    $0.name != "metadata of over 2 KB is refused, and nothing stored"
  }

  /// What takes thousands of calls goes past the socket.
  private static let long: Set = ["a page has at most 1,000 keys"]

  @Test("holds through a socket", arguments: claims.filter { !long.contains($0.name) })
  func holdsThroughSocket(_ claim: Claim<ObjectAdministrationSubject>) async throws {
    try await ServedAccount.with { try await check(claim, $0) }
  }

  @Test("holds", arguments: claims.filter { long.contains($0.name) })
  func holds(_ claim: Claim<ObjectAdministrationSubject>) async throws {
    try await RoomUnderTest.with(verified: true) { try await check(claim, $0) }
  }

  private func check(
    _ claim: Claim<ObjectAdministrationSubject>, _ line: any S3Line
  ) async throws {
    let store = WireObjects(line)
    let subject = ObjectAdministrationSubject(
      store: store, time: .manual(line.clock), bucket: try BucketName("claim"),
      freeBucket: try BucketName("claim-free"))
    try await store.createBucket(subject.bucket)
    try await claim.check(subject)
  }
}
