import DovetailContracts
import DovetailTransport
import Testing

/// One after the other: parts have 5 MiB each, and what computes over them all at once keeps other tests
/// waiting.
@Suite("ObjectAdministration contract over the wire", .serialized, .timeLimit(.minutes(5)))
struct WireObjectsContractTests {
  /// All but one, whose metadata has a name that no header can have.
  private static let claims = ObjectAdministrationContract.claims.filter {
    $0.name != "metadata of over 2 KB is refused, and nothing stored"
  }

  @Test("holds", arguments: claims)
  func holds(_ claim: Claim<ObjectAdministrationSubject>) async throws {
    try await RoomUnderTest.with(verified: true) { room in
      let store = WireObjects(room: room)
      let subject = ObjectAdministrationSubject(
        store: store, time: .manual(room.clock), bucket: try BucketName("claim"),
        freeBucket: try BucketName("claim-free"))
      try await store.createBucket(subject.bucket)
      try await claim.check(subject)
    }
  }
}
