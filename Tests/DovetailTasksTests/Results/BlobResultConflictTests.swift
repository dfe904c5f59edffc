import DovetailTasks
import DovetailTransport
import Testing

@Suite("Results of two workers")
struct BlobResultConflictTests {
  private let blobs = InMemoryBlobStore()
  private let faults = FaultPlan(clock: ManualClock())
  private let backend: BlobResultBackend
  private let key: BlobKey
  private let success = TaskResult.success(Array("5".utf8), executionTime: .zero)
  private let failure = TaskResult.failure(
    TaskFailure(type: "A", messages: []), executionTime: .zero)
  private let other = TaskResult.failure(
    TaskFailure(type: "B", messages: []), executionTime: .zero)

  init() throws {
    let bucket = try BucketName("results")
    key = BlobKey(bucket: bucket, key: "t")
    backend = BlobResultBackend(store: FaultyBlobStore(blobs, faults), bucket: bucket)
  }

  private func bytes(_ result: TaskResult) throws -> [UInt8] {
    try TaskIQResultFormat().encode(result)
  }

  @Test func `a success replaces a failure`() async throws {
    try await backend.store(failure, for: "t")
    try await backend.store(success, for: "t")

    #expect(try await backend.result(for: "t") == success)
  }

  @Test func `rule 10: a failure leaves a success alone`() async throws {
    try await backend.store(success, for: "t")
    try await backend.store(failure, for: "t")

    #expect(try await backend.result(for: "t") == success)
    #expect(await blobs.putCount == 1)
  }

  @Test func `rule 10: a failure replaces another failure`() async throws {
    try await backend.store(other, for: "t")
    try await backend.store(failure, for: "t")

    #expect(try await backend.result(for: "t") == failure)
  }

  @Test func `a failure replaces what is no result`() async throws {
    _ = try await blobs.put([0], at: key)
    try await backend.store(failure, for: "t")

    #expect(try await backend.result(for: "t") == failure)
  }

  @Test func `rule 10: a success that comes between read and write is kept`() async throws {
    try await backend.store(other, for: "t")
    await blobs.outrunNextPuts(with: try bytes(other), try bytes(success))

    try await backend.store(failure, for: "t")

    #expect(try await backend.result(for: "t") == success)
  }

  @Test func `rule 10: a failure that comes between is replaced in turn`() async throws {
    let third = TaskResult.failure(nil, executionTime: .seconds(3))
    await blobs.outrunNextPuts(with: try bytes(other), try bytes(third))

    try await backend.store(failure, for: "t")

    #expect(try await backend.result(for: "t") == failure)
  }

  @Test func `a result that is removed between is written again`() async throws {
    try await backend.store(other, for: "t")
    await blobs.outrunNextPuts(with: try bytes(other), nil)

    try await backend.store(failure, for: "t")

    #expect(try await backend.result(for: "t") == failure)
  }

  @Test func `rule 10: a put whose answer was lost is known again`() async throws {
    faults.add(.loseAnswer(.putBlob).times(1))
    let error = await #expect(throws: TransportError.self) {
      try await backend.store(failure, for: "t")
    }
    #expect(error?.code == .outcomeUnknown)

    try await backend.store(failure, for: "t")

    #expect(try await backend.result(for: "t") == failure)
    #expect(await blobs.putCount == 1)
  }

  @Test func `equal results of a repeated put make equal bytes`() throws {
    var result = failure
    result.labels = Dictionary(uniqueKeysWithValues: (0..<20).map { ("l\($0)", .int($0)) })
    var again = failure
    for number in (0..<20).reversed() { again.labels["l\(number)"] = .int(number) }

    #expect(try bytes(result) == bytes(again))
  }

  @Test func `without end of conflicts the store gives up with an error`() async throws {
    for number in 0..<20 {
      let rival = TaskResult.failure(nil, executionTime: .seconds(number))
      await blobs.outrunNextPuts(with: try bytes(rival))
    }

    let error = await #expect(throws: TransportError.self) {
      try await backend.store(failure, for: "t")
    }

    #expect(error?.code == .preconditionFailed)
  }

  @Test(arguments: [TransportError.Code.throttled, .accessDenied, .bucketDoesNotExist])
  func `another error of the store is passed on`(code: TransportError.Code) async throws {
    faults.add(.fail(code, .putBlob))

    let error = await #expect(throws: TransportError.self) {
      try await backend.store(failure, for: "t")
    }

    #expect(error?.code == code)
  }
}
