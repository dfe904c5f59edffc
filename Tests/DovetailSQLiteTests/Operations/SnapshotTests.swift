import DovetailSQLite
import DovetailTransport
import Testing

@Suite struct SnapshotTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(arguments: [true, false])
  func `a snapshot has queues, messages in their states, objects and the time`(
    inMemory: Bool
  ) async throws {
    let clock = ManualClock()
    let location: SQLiteDouble.Location = inMemory ? .memory : .file(folder.file("live.sqlite"))
    let double = try await SQLiteDouble.open(location, clock: clock)
    let (queue, bucket) = (try QueueName("orders"), try BucketName("results"))
    try await double.administration.createQueue(queue)
    _ = try await double.queues.send(OutgoingMessage("hidden"), to: queue)
    var options = ReceiveOptions()
    options.visibilityTimeout = .seconds(60)
    let received = try await double.queues.receive(from: queue, options)
    _ = try await double.queues.send(OutgoingMessage("free"), to: queue)
    try await double.blobs.createBucket(bucket)
    let bytes = [UInt8](repeating: 7, count: 600_000)
    _ = try await double.blobs.put(bytes, at: BlobKey(bucket: bucket, key: "k"))

    let path = folder.file("snapshot.sqlite")
    try await double.writeSnapshot(to: path)
    _ = try await double.queues.send(OutgoingMessage("later"), to: queue)
    await double.close()

    let later = ManualClock(start: clock.now)
    let copy = try await SQLiteDouble.open(.file(path), clock: later)
    #expect(try await copy.damage() == [])
    #expect(try await copy.queues.receive(from: queue, .init()).map(\.body) == ["free"])
    let receipt = try #require(received.first?.receipt)
    try await copy.queues.delete(receipt, from: queue)
    #expect(try await copy.blobs.get(BlobKey(bucket: bucket, key: "k")).bytes == bytes)
    await copy.close()
    await #expect(throws: TransportError.self) {
      try await SQLiteDouble.open(.file(path), clock: SystemClock())
    }
  }

  @Test(arguments: [true, false])
  func `a snapshot replaces no file`(inMemory: Bool) async throws {
    let path = folder.file("snapshot.sqlite")
    let location: SQLiteDouble.Location = inMemory ? .memory : .file(folder.file("live.sqlite"))
    let double = try await SQLiteDouble.open(location, clock: ManualClock())
    try await double.writeSnapshot(to: path)

    let error = await #expect(throws: TransportError.self) {
      try await double.writeSnapshot(to: path)
    }

    #expect(error?.code == .storageUnusable)
    #expect(error?.detail?.contains("already") == true)
    await #expect(throws: TransportError.self) {
      try await double.writeSnapshot(to: folder.file("no/folder.sqlite"))
    }
    #expect(try await double.accounts().count == 1)
    await double.close()
  }

  @Test func `a poll that waits is answered after a snapshot`() async throws {
    let double = try await SQLiteDouble.open(.memory, clock: ManualClock())
    let queue = try QueueName("orders")
    try await double.administration.createQueue(queue)
    var options = ReceiveOptions()
    options.waitTime = .seconds(20)
    async let received = double.queues.receive(from: queue, options)
    while try await double.waitingReceives(on: queue) == 0 { await Task.yield() }

    try await double.writeSnapshot(to: folder.file("snapshot.sqlite"))
    _ = try await double.queues.send(OutgoingMessage("m"), to: queue)

    #expect(try await received.map(\.body) == ["m"])
    await double.close()
  }
}
