import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("Large objects")
struct LargeObjectTests {
  private let folder: TemporaryFolder
  private let bytes = [UInt8](repeating: 7, count: 3 * ChunkTable.size + 5)

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test
  func `nothing is left of objects that are gone`() async throws {
    try await withStore { store, database in
      try await put(store, "a")
      try await put(store, "a")
      _ = try await store.copyObject(place("a"), to: place("b"), CopyObjectOptions())
      try await completeUpload(store, "a")
      let aborted = try await store.createUpload(place("c"), CreateUploadOptions())
      try await upload(store, aborted, 1)
      try await upload(store, aborted, 1)
      try await store.abortUpload(aborted.id, of: place("c"))
      #expect(try rows(database) != ["0", "0", "0", "0", "0"])

      _ = try await store.delete(["a", "b"], in: bucket())

      #expect(try rows(database) == ["0", "0", "0", "0", "0"])
    }
  }

  @Test
  func `to copy and to complete writes no bytes again`() async throws {
    try await withStore { store, database in
      try await put(store, "a")
      let upload = try await store.createUpload(place("b"), CreateUploadOptions())
      let part = try await self.upload(store, upload, 1)
      let before = try database.rows("SELECT count(*), max(rowid) FROM chunk")

      _ = try await store.copyObject(place("a"), to: place("c"), CopyObjectOptions())
      _ = try await store.completeUpload(
        upload.id, of: place("b"), [CompletedPart(number: 1, etag: part.etag)],
        CompleteUploadOptions())

      #expect(try database.rows("SELECT count(*), max(rowid) FROM chunk") == before)
    }
  }

  @Test
  func `a range is read without the other chunks`() async throws {
    try await withStore { store, database in
      try await put(store, "a")
      try database.run("DELETE FROM chunk WHERE number <> 2")
      let range = BlobRange.bytes(2 * ChunkTable.size...3 * ChunkTable.size - 1)

      let part = try await store.get(place("a"), range)

      #expect(part.bytes.count == ChunkTable.size)
    }
  }

  @Test
  func `an object whose chunks are lost is damage, not fewer bytes`() async throws {
    try await withStore { store, database in
      try await put(store, "a")
      try database.run("DELETE FROM chunk WHERE number = 2")

      await #expect {
        try await store.get(place("a"))
      } throws: {
        ($0 as? TransportError)?.code == .storageUnusable
      }
    }
  }

  @Test
  func `a copy that has to read begins again when its source is replaced`() async throws {
    try await withStore { store, _ in
      try await completeUpload(store, "a")

      async let copy = store.copyObject(place("a"), to: place("b"), CopyObjectOptions())
      async let put = store.put(Array(bytes.dropLast()), at: place("a"))
      let (outcome, info) = try await (copy, put)

      let found = try await store.get(place("b"))
      guard case .copied(let copied) = outcome else {
        Issue.record("The copy gave \(outcome).")
        return
      }
      #expect(copied.blob == found.info)
      #expect([bytes.count, info.size].contains(found.bytes.count))
      let again = try await store.put(found.bytes, at: place("c"))
      #expect(again.etag == copied.blob.etag)
    }
  }

  private func withStore(
    _ body: (SQLiteBlobStore, RawDatabase) async throws -> Void
  ) async throws {
    let path = folder.file("large.db")
    let double = try await SQLiteDouble.open(.file(path), clock: ManualClock())
    try await double.blobs.createBucket(try bucket())
    try await body(double.blobs, try RawDatabase(path))
    await double.close()
  }

  private func put(_ store: SQLiteBlobStore, _ key: String) async throws {
    _ = try await store.putObject(bytes, at: try place(key), PutObjectOptions())
  }

  @discardableResult
  private func upload(
    _ store: SQLiteBlobStore, _ upload: UploadInfo, _ number: Int
  ) async throws -> PartInfo {
    let place = PartPlace(key: try place(upload.key), upload: upload.id, number: number)
    return try await store.uploadPart(bytes, as: place, UploadPartOptions())
  }

  private func completeUpload(_ store: SQLiteBlobStore, _ key: String) async throws {
    let upload = try await store.createUpload(try place(key), CreateUploadOptions())
    let part = try await self.upload(store, upload, 1)
    try await self.upload(store, upload, 2)
    _ = try await store.completeUpload(
      upload.id, of: try place(key), [CompletedPart(number: 1, etag: part.etag)],
      CompleteUploadOptions())
  }

  private func rows(_ database: RawDatabase) throws -> [String] {
    try ["upload", "part", "slice", "content", "chunk"].flatMap {
      try database.rows("SELECT count(*) FROM \($0)").flatMap(\.self)
    }
  }

  private func bucket() throws -> BucketName { try BucketName("large") }

  private func place(_ key: String) throws -> BlobKey {
    BlobKey(bucket: try bucket(), key: key)
  }
}
