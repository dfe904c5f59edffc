public import DovetailTransport
internal import DovetailWire

extension AWSBlobStore {
  /// A URL by which anybody may read an object for so long, 1 s to 7 days; calls nobody.
  ///
  /// It ends with the credentials that sign it, if they do so sooner. The bucket is taken to be in the region that is
  /// configured, or that S3 has named before. The bucket's expected owner is not checked. Throws
  /// `invalidParameterValue` for another validity.
  ///
  /// Source: S3 user guide, "Download and upload objects with presigned URLs".
  public func presignedGet(_ key: BlobKey, for validity: Duration) async throws -> String {
    try await presigned("GET", key, for: validity)
  }

  /// A URL by which anybody may store an object with a PUT, as often as they like, for so long, 1 s to
  /// 7 days; calls nobody.
  ///
  /// The object is encrypted as the bucket says. All else is as with ``presignedGet(_:for:)``.
  ///
  /// Source: S3 user guide, "Download and upload objects with presigned URLs".
  public func presignedPut(_ key: BlobKey, for validity: Duration) async throws -> String {
    try await presigned("PUT", key, for: validity)
  }

  private func presigned(
    _ method: String, _ key: BlobKey, for validity: Duration
  ) async throws -> String {
    let attempt = "presign \(key)"
    try attempting(attempt) { () throws(TransportError) in try BlobKey.check(key.key) }
    return try await client.presigned(method, key, for: validity, attempt)
  }
}
