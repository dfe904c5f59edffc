import DovetailTransport
import DovetailWire

extension S3Client {
  /// The URL for a call on an object, without headers or body.
  func presigned(
    _ method: String, _ key: BlobKey, for validity: Duration, _ attempt: String
  ) async throws -> String {
    let place = S3Place.object(key)
    let (endpoint, region) = try await s3Endpoint(of: key.bucket, attempt)
    let target = try await callers.caller(for: key.bucket, attempt).presigned(
      HTTPRequest(method, HTTPTarget(path: endpoint.path(of: place))),
      to: AWSEndpoint(endpoint.origin(of: place), region: region), for: validity, attempt)
    return "\(endpoint.origin(of: place))\(target)"
  }
}
