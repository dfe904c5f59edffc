/// A blob store that breaks calls as a plan says, and passes the others on to another one.
public struct FaultyBlobStore: BlobStore {
  let inner: any BlobStore
  let plan: FaultPlan

  /// Wraps `inner`; several decorators may share a plan.
  public init(_ inner: any BlobStore, _ plan: FaultPlan) {
    self.inner = inner
    self.plan = plan
  }

  /// Stores, unless it breaks.
  public func put(
    _ bytes: [UInt8], at key: BlobKey, _ condition: PutCondition
  ) async throws -> BlobInfo {
    let call = FaultCall(putting: key, condition)
    return try await plan.carry(call) { _ in try await inner.put(bytes, at: key, condition) }.answer
  }

  /// Reads, unless it breaks.
  public func get(_ key: BlobKey, _ range: BlobRange?) async throws -> Blob {
    let call = FaultCall(.getBlob, key, attempt: "get \(key)")
    var (blob, strikes) = try await plan.carry(call) { _ in try await inner.get(key, range) }
    for strike in strikes {
      switch strike.effect {
      case .vanish: throw call.error(.blobDoesNotExist)
      case .corrupt: blob.corrupt()
      case .fail, .failEntries, .delay, .crash, .duplicate, .disorder: continue
      }
    }
    return blob
  }

  /// Asks, unless it breaks.
  public func head(_ key: BlobKey) async throws -> BlobInfo? {
    let call = FaultCall(.headBlob, key, attempt: "head \(key)")
    let (info, strikes) = try await plan.carry(call) { _ in try await inner.head(key) }
    return strikes.contains { $0.effect == .vanish } ? nil : info
  }

  /// Removes, unless it breaks.
  public func delete(
    _ keys: [String], in bucket: BucketName
  ) async throws -> [Result<Void, TransportError>] {
    let call = FaultCall(
      action: .deleteBlobs, place: bucket.text, attempt: "delete from \(bucket)",
      entries: keys.map { .blob(BlobKey(bucket: bucket, key: $0)) })
    return try await plan.carry(call, batch: keys) { try await inner.delete($0, in: bucket) }
  }

  /// Lists, unless it breaks.
  public func list(_ bucket: BucketName, _ options: ListBlobsOptions) async throws -> BlobPage {
    let call = FaultCall(
      action: .listBlobs, place: bucket.text, attempt: "list \(bucket)", entries: [])
    var (page, strikes) = try await plan.carry(
      call,
      bringing: { page in
        page.entries.map { .blob(BlobKey(bucket: bucket, key: $0.key)) }
      },
      { _ in try await inner.list(bucket, options) })
    let vanished = Set(strikes.filter { $0.effect == .vanish }.flatMap(\.entries))
    page.entries = page.entries.indices.filter { !vanished.contains($0) }.map { page.entries[$0] }
    return page
  }
}

extension FaultCall {
  init(putting key: BlobKey, _ condition: PutCondition) {
    self.init(
      action: .putBlob, place: key.bucket.text, attempt: "put \(key)",
      entries: [.put(key, condition)])
  }

  fileprivate init(_ action: FaultAction, _ key: BlobKey, attempt: String) {
    self.init(action: action, place: key.bucket.text, attempt: attempt, entries: [.blob(key)])
  }
}

extension Blob {
  /// Changes the first byte, if there is one; an ASCII character becomes none that a text begins with.
  fileprivate mutating func corrupt() {
    guard !bytes.isEmpty else { return }
    bytes[0] ^= 0xFF
  }
}
