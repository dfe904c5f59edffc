import DovetailTransport

/// The names under which a server is S3, so that what stands before them in `Host` is a bucket.
///
/// Under other names and addresses the bucket is the first part of the path.
package struct S3Hosts: Hashable, Sendable {
  private let bases: [String]

  /// Takes names without ports, such as "localhost".
  package init(_ bases: [String]) {
    self.bases = bases.map { $0.lowercased() }.sorted { $0.utf8.count > $1.utf8.count }
  }

  /// What a request is about.
  ///
  /// Throws `invalidURI` for a path that is not percent-encoded UTF-8, and `invalidBucketName`.
  package func place(of request: HTTPRequest) throws(S3Error) -> S3Place {
    let path = request.target.path.utf8.dropFirst()
    if let bucket = bucket(in: request.headers["Host"] ?? "") {
      return try Self.place(in: bucket, path)
    }
    let first = path.prefix { $0 != UInt8(ascii: "/") }
    let name = try Self.decode(first)
    guard !name.isEmpty else {
      guard path.isEmpty else { throw .invalidBucket(name) }
      return .service
    }
    let bucket: BucketName
    do throws(TransportError) {
      bucket = try BucketName(name)
    } catch {
      throw .invalidBucket(name)
    }
    return try Self.place(in: bucket, path.dropFirst(first.count + 1))
  }

  private func bucket(in host: String) -> BucketName? {
    let name = host.lowercased().prefix { $0 != ":" }
    for base in bases {
      if name == base { return nil }
      guard name.hasSuffix("." + base) else { continue }
      return try? BucketName(String(name.dropLast(base.count + 1)))  // Else the path has it.
    }
    return nil
  }

  private static func place(
    in bucket: BucketName, _ path: Substring.UTF8View
  ) throws(S3Error) -> S3Place {
    path.isEmpty ? .bucket(bucket) : .object(BlobKey(bucket: bucket, key: try decode(path)))
  }

  private static func decode(_ text: Substring.UTF8View) throws(S3Error) -> String {
    guard let bytes = PercentEncoding.decode(text),
      let decoded = String(validating: bytes, as: UTF8.self)
    else { throw S3Error(.invalidURI) }
    return decoded
  }
}

extension S3Error {
  static func invalidBucket(_ name: String) -> S3Error {
    S3Error(.invalidBucketName, nil, [.init("BucketName", name)])
  }
}
