import DovetailTasks
import DovetailTransport
import Testing

@Suite("Results in a blob store")
struct BlobResultBackendTests {
  private let blobs = InMemoryBlobStore()
  private let bucket: BucketName
  private let success = TaskResult.success(Array("5".utf8), executionTime: .seconds(1))
  private let message = MessageID(rawValue: "m-1")

  init() throws {
    bucket = try BucketName("results")
  }

  private func backend(prefix: String = "") -> BlobResultBackend {
    BlobResultBackend(store: blobs, bucket: bucket, prefix: prefix)
  }

  @Test func `a stored result is read back`() async throws {
    try await backend().store(success, for: "t")

    #expect(try await backend().result(for: "t") == success)
  }

  @Test func `a task without a result has none`() async throws {
    #expect(try await backend().result(for: "t") == nil)
  }

  @Test(arguments: [
    ("", "t", "t"), ("out", "t", "out/t"), ("out/", "t", "out/t"), ("a//b///", "t", "a/b/t"),
    ("/out", "t", "/out/t"), ("/", "t", "/t"), ("out", "x/y", "out/x/y"),
  ])
  func `keys are joined as Python joins them`(
    prefix: String, id: String, key: String
  ) async throws {
    try await backend(prefix: prefix).store(success, for: TaskID(rawValue: id))

    #expect(await blobs.keys == [key])
  }

  @Test func `a result that is no result is an error`() async throws {
    _ = try await blobs.put(Array("{}".utf8), at: BlobKey(bucket: bucket, key: "t"))

    await #expect(throws: TaskFormatError.self) { try await backend().result(for: "t") }
  }

  @Test func `there is no record of attempts until one is stored`() async throws {
    let backend = backend(prefix: "out/")
    #expect(try await backend.attempts(of: message) == nil)

    try await backend.storeAttempts(AttemptRecord(failedRuns: 1), of: message)
    let record = AttemptRecord(failedRuns: 12, isFinal: true)
    try await backend.storeAttempts(record, of: message)

    #expect(try await backend.attempts(of: message) == record)
    #expect(await blobs.keys == ["out/attempts/m-1"])
  }

  @Test func `a removed record of attempts is gone, and may be removed again`() async throws {
    try await backend().storeAttempts(AttemptRecord(failedRuns: 3), of: message)

    try await backend().removeAttempts(of: message)
    try await backend().removeAttempts(of: message)

    #expect(try await backend().attempts(of: message) == nil)
    #expect(await blobs.keys.isEmpty)
  }

  @Test(arguments: ["", "x", "-1", "1.5"])
  func `attempts that are no number are an error`(record: String) async throws {
    let key = BlobKey(bucket: bucket, key: "attempts/m-1")
    _ = try await blobs.put(Array(record.utf8), at: key)

    await #expect(throws: TaskFormatError.self) { try await backend().attempts(of: message) }
  }
}
