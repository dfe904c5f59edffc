public import DovetailTransport

/// A bucket of a blob store, and a prefix in it: where a broker keeps things of one kind.
public struct BlobFolder: Sendable {
  /// The store.
  public var store: any BlobStore
  /// The bucket; it must exist.
  public var bucket: BucketName
  /// Put before every key, with a slash between; may be empty.
  public var prefix: String {
    didSet { namePrefix = Self.namePrefix(of: prefix) }
  }
  /// What the keys of all names begin with.
  private(set) var namePrefix: String

  /// Names a folder.
  public init(_ store: any BlobStore, bucket: BucketName, prefix: String = "") {
    self.store = store
    self.bucket = bucket
    self.prefix = prefix
    namePrefix = Self.namePrefix(of: prefix)
  }

  /// The key of a name; parts are joined as POSIX paths are: one slash between, none at the end.
  func key(_ name: String) -> BlobKey {
    let path = name.utf8.contains(UInt8(ascii: "/")) ? Self.joined(name) : name
    return BlobKey(bucket: bucket, key: path.isEmpty ? Self.path(of: prefix) : namePrefix + path)
  }

  private static func namePrefix(of prefix: String) -> String {
    let path = path(of: prefix)
    return path.isEmpty || path == "/" ? path : path + "/"
  }

  private static func path(of prefix: String) -> String {
    (prefix.hasPrefix("/") ? "/" : "") + joined(prefix)
  }

  private static func joined(_ path: String) -> String {
    path.split(separator: "/").joined(separator: "/")
  }

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
