import DovetailTransport

/// Objects in a dictionary, with rivals that a test asks for.
actor InMemoryBlobStore: BlobStore {
  private let clock: any WallClock
  private var blobs: [BlobKey: Blob] = [:]
  private var rivals: [[UInt8]?] = []
  private var puts = 0

  init(clock: any WallClock = ManualClock()) {
    self.clock = clock
  }

  /// Before each of the next puts another writer stores one of these, or removes the object for nil.
  func outrunNextPuts(with rivals: [UInt8]?...) {
    self.rivals += rivals
  }

  /// The keys that hold objects, in order.
  var keys: [String] { blobs.keys.map(\.key).sorted() }

  /// How many puts stored something.
  var putCount: Int { puts }

  func put(
    _ bytes: [UInt8], at key: BlobKey, _ condition: PutCondition
  ) async throws -> BlobInfo {
    if !rivals.isEmpty {
      if let rival = rivals.removeFirst() {
        _ = try store(rival, at: key, .always)
      } else {
        blobs[key] = nil
      }
    }
    return try store(bytes, at: key, condition)
  }

  func get(_ key: BlobKey, _ range: BlobRange?) async throws -> Blob {
    guard var blob = blobs[key] else {
      throw TransportError(.blobDoesNotExist, attempt: "get \(key)")
    }
    guard let range else { return blob }
    guard let offsets = range.offsets(in: blob.bytes.count) else {
      throw TransportError(.invalidRange, attempt: "get \(key)")
    }
    blob.bytes = Array(blob.bytes[offsets])
    return blob
  }

  func head(_ key: BlobKey) async throws -> BlobInfo? { blobs[key]?.info }

  func delete(
    _ keys: [String], in bucket: BucketName
  ) async throws -> [Result<Void, TransportError>] {
    for key in keys { blobs[BlobKey(bucket: bucket, key: key)] = nil }
    return keys.map { _ in .success(()) }
  }

  func list(_ bucket: BucketName, _ options: ListBlobsOptions) async throws -> BlobPage {
    let entries = blobs.filter { $0.key.bucket == bucket && $0.key.key.hasPrefix(options.prefix) }
      .map { BlobPage.Entry(key: $0.key.key, info: $0.value.info) }
      .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    return BlobPage(entries: Array(entries.prefix(options.maxKeys)))
  }

  private func store(
    _ bytes: [UInt8], at key: BlobKey, _ condition: PutCondition
  ) throws(TransportError) -> BlobInfo {
    let stored = blobs[key]?.info.etag
    switch condition {
    case .always: break
    case .ifAbsent where stored == nil: break
    case .ifUnchanged(let etag) where stored == etag: break
    case .ifUnchanged where stored == nil:
      throw TransportError(.blobDoesNotExist, attempt: "put \(key)")
    case .ifAbsent, .ifUnchanged:
      throw TransportError(.preconditionFailed, attempt: "put \(key)")
    }
    puts += 1
    let info = BlobInfo(
      etag: ETag(rawValue: "\(puts)"), size: bytes.count, modifiedAt: clock.now)
    blobs[key] = Blob(bytes: bytes, info: info)
    return info
  }
}
