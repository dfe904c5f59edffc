extension HTTPRequest {
  /// The same request with a plain body, once it is what its sender says; a checksum that came behind
  /// it becomes a header.
  ///
  /// `signature` nil: signatures of chunks are not checked. Throws what ``S3BodyReader`` throws.
  package func withoutChunks(_ signature: VerifiedSignature?) throws(S3Error) -> HTTPRequest {
    var reader = try S3BodyReader(headers, signature)
    var request = self
    request.body = try reader.read(body)
    _ = try reader.finish()
    request.headers = reader.headers
    return request
  }
}
