public import DovetailTransport

/// A bucket of a blob store, and a prefix in it: where a broker keeps things of one kind.
public struct BlobFolder: Sendable {
  /// The store.
  public var store: any BlobStore
  /// The bucket; it must exist.
  public var bucket: BucketName
  /// Put before every key, with a slash between; may be empty.
  public var prefix: String

  /// Names a folder.
  public init(_ store: any BlobStore, bucket: BucketName, prefix: String = "") {
    self.store = store
    self.bucket = bucket
    self.prefix = prefix
  }

  /// The key of a name; parts are joined as POSIX paths are: one slash between, none at the end.
  func key(_ name: String) -> BlobKey {
    let parts = "\(prefix)/\(name)".split(separator: "/")
    let root = prefix.hasPrefix("/") ? "/" : ""
    return BlobKey(bucket: bucket, key: root + parts.joined(separator: "/"))
  }

  /// What the keys of all names begin with.
  var namePrefix: String { String(key("x").key.dropLast()) }

  /// The object of a name; nil when there is none.
  func read(_ name: String) async throws -> Blob? {
    do {
      return try await store.get(key(name))
    } catch let error as TransportError where error.code == .blobDoesNotExist {
      return nil
    }
  }

  /// Removes the object of a name, if there is one.
  func remove(_ name: String) async throws {
    for outcome in try await store.delete([key(name).key], in: bucket) { try outcome.get() }
  }
}
