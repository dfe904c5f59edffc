extension HTTPRequest {
  /// The same request with a plain body, if its body is in aws-chunked; the checksum of the trailer
  /// becomes a header.
  ///
  /// `signature` nil: signatures of chunks are not checked. Throws what ``AWSChunkedReader`` throws.
  package func withoutChunks(_ signature: VerifiedSignature?) throws(S3Error) -> HTTPRequest {
    guard let form = try AWSChunkedForm(headers) else { return self }
    var reader = try AWSChunkedReader(form, signature)
    var plain: [UInt8] = []
    plain.reserveCapacity(min(form.length, body.count))
    try body.withUnsafeBufferPointer { body throws(S3Error) in
      try reader.read(UnsafeRawBufferPointer(body)) { plain.append(contentsOf: $0) }
    }
    let checksum = try reader.finish()
    var request = self
    request.headers = form.plainHeaders(headers, checksum)
    request.body = plain
    return request
  }
}
