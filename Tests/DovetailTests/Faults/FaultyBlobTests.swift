import Dovetail
import Testing

@Suite("Faults of blob stores", .timeLimit(.minutes(5)))
struct FaultyBlobTests {
  private let store: any BlobStore
  private let blobs: FaultyBlobStore
  private let plan: FaultPlan
  private let bucket: BucketName

  init() async throws {
    let clock = ManualClock()
    let double = try await SQLiteDouble.open(.memory, clock: clock)
    bucket = try BucketName("results")
    try await double.blobs.createBucket(bucket)
    store = double.blobs
    plan = FaultPlan(clock: clock)
    blobs = FaultyBlobStore(store, plan)
  }

  private func key(_ text: String = "a") -> BlobKey { BlobKey(bucket: bucket, key: text) }

  private func put(_ keys: String...) async throws {
    for text in keys { _ = try await store.put(Array("{}".utf8), at: key(text)) }
  }

  private func code(_ call: () async throws -> Void) async -> TransportError.Code? {
    let error = await #expect(throws: TransportError.self) { try await call() }
    return error?.code
  }

  @Test func `refused reads are refused, and what is there is known again later`() async throws {
    try await put("a")
    plan.add(.refuseReads.times(2))

    #expect(await code { _ = try await blobs.get(key()) } == .accessDenied)
    #expect(await code { _ = try await blobs.head(key()) } == .accessDenied)

    #expect(try await blobs.get(key()).bytes == Array("{}".utf8))
  }

  @Test func `a lost object is gone for whoever reads, asks or lists`() async throws {
    try await put("lost/a", "kept")
    plan.add(.loseBlobs.only(.key(prefix: "lost/")))

    #expect(await code { _ = try await blobs.get(key("lost/a")) } == .blobDoesNotExist)
    #expect(try await blobs.head(key("lost/a")) == nil)
    #expect(try await blobs.list(bucket, ListBlobsOptions()).entries.map(\.key) == ["kept"])
    #expect(try await blobs.head(key("kept")) != nil)
  }

  @Test(arguments: ["{}", "", "\u{FF}"])
  func `a corrupt object differs, if it holds anything`(text: String) async throws {
    _ = try await store.put(Array(text.utf8), at: key())
    plan.add(.corruptBlobs)

    let bytes = try await blobs.get(key()).bytes

    #expect(bytes.count == text.utf8.count)
    #expect((bytes == Array(text.utf8)) == text.isEmpty)
  }

  @Test func `a conditional put is stored and told that its condition failed`() async throws {
    plan.add(.conflictAfterPut)

    let failure = await code { _ = try await blobs.put([1], at: key(), .ifAbsent) }

    #expect(failure == .preconditionFailed)
    #expect(try await store.get(key()).bytes == [1])
  }

  @Test func `a put without condition knows no conflict`() async throws {
    plan.add(.conflictAfterPut)

    _ = try await blobs.put([1], at: key())

    #expect(plan.brokenCalls.isEmpty)
  }

  @Test func `a put whose answer is lost is stored`() async throws {
    plan.add(.loseAnswer(.putBlob))

    #expect(await code { _ = try await blobs.put([1], at: key()) } == .outcomeUnknown)

    #expect(try await store.get(key()).bytes == [1])
  }

  @Test func `of a removal some objects may fail`() async throws {
    try await put("a", "b", "c")
    plan.add(.failEntries(.accessDenied, .deleteBlobs).only(.key(prefix: "b")))

    let outcomes = try await blobs.delete(["a", "b", "c"], in: bucket)

    #expect(outcomes.map { (try? $0.get()) == nil } == [false, true, false])
    #expect(try await store.list(bucket, ListBlobsOptions()).entries.map(\.key) == ["b"])
  }

  @Test func `a rule may be for one bucket`() async throws {
    try await put("a")
    plan.add(.refuseReads.on(try BucketName("others")))

    #expect(try await blobs.head(key()) != nil)
  }
}
