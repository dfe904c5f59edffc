import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("Objects that come in pieces")
struct IncomingBytesTests {
  private let folder: TemporaryFolder
  private let clock = ManualClock()
  private let bytes = (0..<(5 * ChunkTable.size + 5)).map { UInt8(truncatingIfNeeded: $0 >> 9) }
  private let tables = ["content", "chunk", "loose_content"]

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(arguments: [0, 1, ChunkTable.size, ChunkTable.size + 1, 5 * ChunkTable.size + 5])
  func `an object is the same whether it comes at once or in pieces`(count: Int) async throws {
    try await withStore { store, _ in
      let whole = Array(bytes.prefix(count))
      let atOnce = try await store.putObject(whole, at: place("a"), PutObjectOptions())

      var incoming = try await store.beginPut(at: place("b"), PutObjectOptions())
      for start in stride(from: 0, to: count, by: 100_000) {
        try await incoming.append(Array(whole[start..<min(count, start + 100_000)]))
      }
      let inPieces = try await store.put(&incoming, at: place("b"), PutObjectOptions())

      #expect(inPieces == atOnce)
      #expect(try await store.get(place("b")).bytes == whole)
    }
  }

  @Test func `nobody sees bytes before all have come, and nothing is left of those that do not`()
    async throws
  {
    try await withStore { store, database in
      var incoming = try await store.beginPut(at: place("a"), PutObjectOptions())
      try await incoming.append(bytes)
      #expect(try await store.head(place("a")) == nil)
      #expect(try counts(database) == ["1", "5", "1"])

      await incoming.discard()

      #expect(try counts(database) == ["0", "0", "0"])
    }
  }

  @Test func `what was stored is not discarded any more`() async throws {
    try await withStore { store, database in
      var incoming = try await store.beginPut(at: place("a"), PutObjectOptions())
      try await incoming.append(bytes)
      let copy = incoming
      _ = try await store.put(&incoming, at: place("a"), PutObjectOptions())

      await incoming.discard()
      // As after a commit of which nobody knows whether it was one.
      await copy.discard()

      #expect(try await store.get(place("a")).bytes == bytes)
      #expect(try counts(database) == ["1", "6", "0"])
    }
  }

  @Test func `bytes are discarded by a task that is cancelled, too`() async throws {
    try await withStore { store, database in
      let place = try place("a")
      let task = Task {
        var incoming = try await store.beginPut(at: place, PutObjectOptions())
        try await incoming.append(bytes)
        withUnsafeCurrentTask { $0?.cancel() }
        await incoming.discard()
      }
      try await task.value

      #expect(try counts(database) == ["0", "0", "0"])
    }
  }

  @Test func `what a crash has left is cleared away by a put a day later`() async throws {
    try await withStore { store, database in
      var lost = try await store.beginPut(at: place("a"), PutObjectOptions())
      try await lost.append(bytes)
      clock.advance(by: .seconds(86_401))

      var incoming = try await store.beginPut(at: place("b"), PutObjectOptions())
      try await incoming.append(bytes)
      _ = try await store.put(&incoming, at: place("b"), PutObjectOptions())

      #expect(try counts(database) == ["1", "6", "0"])
      await #expect {
        try await store.put(&lost, at: place("a"), PutObjectOptions())
      } throws: {
        ($0 as? TransportError)?.code == .unreachable
      }
    }
  }

  @Test func `a digest that is another's stores nothing`() async throws {
    try await withStore { store, database in
      var incoming = try await store.beginPut(at: place("a"), PutObjectOptions())
      try await incoming.append(bytes)

      await #expect {
        try await store.put(
          &incoming, at: place("a"), PutObjectOptions(contentMD5: "XUFAKrxLKna5cZ2REBfFkg=="))
      } throws: {
        ($0 as? TransportError)?.code == .badDigest
      }
      await incoming.discard()

      #expect(try counts(database) == ["0", "0", "0"])
    }
  }

  @Test func `a part may come in pieces, and is compared with a checksum behind it`() async throws {
    try await withStore { store, _ in
      let upload = try await store.createUpload(
        place("a"), CreateUploadOptions(checksumAlgorithm: .sha256))
      let place = PartPlace(key: try place("a"), upload: upload.id, number: 1)

      await #expect {
        try await store.beginPart(as: place, UploadPartOptions(), checksum: .crc32)
      } throws: {
        ($0 as? TransportError)?.code == .invalidRequest
      }
      var incoming = try await store.beginPart(as: place, UploadPartOptions(), checksum: .sha256)
      try await incoming.append(Array("hello".utf8))
      let sent = Checksum(.sha256, "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=")
      let part = try await store.upload(&incoming, as: place, UploadPartOptions(checksum: sent))

      #expect(part.checksum == sent)
      #expect(part.size == 5)
    }
  }

  @Test func `an object is read in pieces of a MiB, and a range of it`() async throws {
    try await withStore { store, _ in
      _ = try await store.putObject(bytes, at: place("a"), PutObjectOptions())

      for range in [nil, BlobRange.bytes(7...5 * ChunkTable.size), .from(5 * ChunkTable.size)] {
        let outcome = try await store.openObject(place("a"), ReadObjectOptions(range: range))
        guard case .found(let opened) = outcome else {
          Issue.record("The read gave \(outcome).")
          return
        }
        var read: [UInt8] = []
        while let piece = try await opened.next() {
          #expect(piece.count <= 4 * ChunkTable.size)
          read += piece
        }
        #expect(read == Array(bytes[range?.offsets(in: bytes.count) ?? 0..<bytes.count]))
        #expect(opened.count == read.count)
      }
    }
  }

  private func counts(_ database: RawDatabase) throws -> [String] {
    try tables.flatMap { try database.rows("SELECT count(*) FROM \($0)").joined() }
  }

  private func place(_ key: String) throws -> BlobKey {
    BlobKey(bucket: try BucketName("bucket"), key: key)
  }

  private func withStore(
    _ body: (SQLiteBlobStore, RawDatabase) async throws -> Void
  ) async throws {
    let path = folder.file("incoming.db")
    let double = try await SQLiteDouble.open(.file(path), clock: clock)
    try await double.blobs.createBucket(try BucketName("bucket"))
    try await body(double.blobs, try RawDatabase(path))
    await double.close()
  }
}
