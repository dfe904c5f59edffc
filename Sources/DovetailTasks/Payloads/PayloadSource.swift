public import DovetailTransport

/// A place from which workers read bodies that others have stored there.
///
/// What is read from it is never removed: its owner does that.
public struct PayloadSource: Hashable, Sendable {
  /// The bucket.
  public var bucket: BucketName
  /// The part of the bucket, as a path without a slash at its end; empty: all of it.
  public var prefix: String

  /// Names a place.
  public init(_ bucket: BucketName, prefix: String = "") {
    self.bucket = bucket
    self.prefix = prefix
  }

  /// What begins every key here.
  private var root: String { prefix.isEmpty || prefix.hasSuffix("/") ? prefix : prefix + "/" }

  /// Where the object of that name lies.
  func place(of name: String) -> BlobKey { BlobKey(bucket: bucket, key: root + name) }

  /// The name of the object that lies there; nil when that is elsewhere.
  func name(of place: BlobKey) -> String? {
    let root = root
    guard place.bucket == bucket, place.key.utf8.starts(with: root.utf8) else { return nil }
    return String(decoding: place.key.utf8.dropFirst(root.utf8.count), as: UTF8.self)
  }
}
