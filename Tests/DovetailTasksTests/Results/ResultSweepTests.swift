import DovetailTasks
import DovetailTransport
import Testing

@Suite("Results in a blob store: what is swept")
struct ResultSweepTests {
  private let clock = ManualClock()
  private let blobs: InMemoryBlobStore
  private let backend: BlobResultBackend

  init() throws {
    blobs = InMemoryBlobStore(clock: clock)
    backend = BlobResultBackend(store: blobs, bucket: try BucketName("results"), prefix: "out")
  }

  private func sweep() async throws {
    _ = try await backend.sweep(at: clock.now, lifetime: .seconds(60), from: nil)
  }

  @Test func `results and progress go with their lifetime`() async throws {
    try await backend.store(.success([0x35], executionTime: .zero), for: "t")
    try await backend.storeProgress(TaskProgress(0.5), of: "t")

    clock.advance(by: .seconds(59))
    try await sweep()
    #expect(await blobs.keys == ["out/progress/t", "out/t"])

    clock.advance(by: .seconds(1))
    try await sweep()
    #expect(await blobs.keys.isEmpty)
  }

  @Test func `a record of attempts stays as long as its message may be in a queue`() async throws {
    try await backend.storeAttempts(AttemptRecord(failedRuns: 1), of: MessageID(rawValue: "m"))

    clock.advance(by: .seconds(14 * 86_400 - 1))
    try await sweep()
    #expect(await blobs.keys == ["out/attempts/m"])

    clock.advance(by: .seconds(1))
    try await sweep()
    #expect(await blobs.keys.isEmpty)
  }

  @Test func `what is beside the prefix is left alone`() async throws {
    _ = try await blobs.put([], at: BlobKey(bucket: BucketName("results"), key: "outside"))
    clock.advance(by: .seconds(86_400))

    try await sweep()

    #expect(await blobs.keys == ["outside"])
  }

  @Test func `a removed result is gone, and may be removed again`() async throws {
    try await backend.store(.success([0x35], executionTime: .zero), for: "t")

    try await backend.removeResult(for: "t")
    try await backend.removeResult(for: "t")

    #expect(try await backend.storedResult(for: "t") == nil)
  }

  @Test func `a stored result tells since when it is`() async throws {
    clock.advance(by: .seconds(5))
    try await backend.store(.success([0x35], executionTime: .zero), for: "t")

    #expect(try await backend.storedResult(for: "t")?.storedAt == clock.now)
  }
}
