import DovetailTransport

/// Where a client finds S3, and how it says which bucket it means.
///
/// Source: S3 user guide, "Virtual hosting of general purpose buckets".
package struct S3Endpoint: Hashable, Sendable {
  /// The service's own origin, without a bucket.
  package var origin: HTTPOrigin
  /// What stands before the paths; empty, or with a slash at its start.
  package var basePath: String
  /// Whether the bucket stands in the path, and not before the host.
  package var isPathStyle: Bool

  package init(_ origin: HTTPOrigin, basePath: String = "", isPathStyle: Bool = false) {
    self.origin = origin
    self.basePath = basePath
    self.isPathStyle = isPathStyle
  }

  /// The server that a call on a place goes to.
  package func origin(of place: S3Place) -> HTTPOrigin {
    guard !isPathStyle, let bucket = place.bucketName else { return origin }
    return HTTPOrigin(origin.scheme, "\(bucket).\(origin.host)", port: origin.port)
  }

  /// The path of a call on a place, percent-encoded.
  package func path(of place: S3Place) -> String {
    let bucket = isPathStyle ? place.bucketName.map { "/\($0)" } ?? "" : ""
    guard case .object(let key) = place else {
      let path = basePath + bucket
      return path.isEmpty ? "/" : path
    }
    return "\(basePath)\(bucket)/\(PercentEncoding.encode(key.key, keepingSlashes: true))"
  }
}
