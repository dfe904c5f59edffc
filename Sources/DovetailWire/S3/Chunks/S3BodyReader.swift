import DovetailCrypto
package import DovetailTransport

/// Takes the body of a request to S3 as it comes, in slices of any size: takes the framing of aws-chunked
/// off if it has one, and holds it against the digest that was sent.
///
/// Bytes are handed on before they are known to be right: nothing may be done with them until
/// ``finish()`` has returned.
package struct S3BodyReader {
  /// The headers of the same request with a plain body.
  package private(set) var headers: HTTPHeaders
  /// How many bytes the body has without framing; nil: that is not said.
  package let length: Int?
  /// The algorithm of the checksum that comes behind the body; nil: there is none.
  package let checksum: ChecksumAlgorithm?
  private var chunks: AWSChunkedReader?
  private var digest: SentDigest?

  /// Reads the headers; `signature` nil: signatures of chunks are not checked.
  ///
  /// Throws an error of S3's for what they say of the body.
  package init(
    _ headers: HTTPHeaders, _ signature: VerifiedSignature?
  ) throws(S3Error) {
    let form = try AWSChunkedForm(headers)
    if let form {
      chunks = try AWSChunkedReader(form, signature)
      length = form.length
    } else {
      length = headers["Content-Length"].flatMap { Int($0) }
    }
    checksum = form?.checksum
    self.headers = form?.plainHeaders(headers) ?? headers
    digest = try SentDigest(headers)
  }

  /// The bytes of the body in the next slice of the request; throws as ``AWSChunkedReader`` does.
  package mutating func read(_ slice: [UInt8]) throws(S3Error) -> [UInt8] {
    try digest?.update(slice)
    guard chunks != nil else { return slice }
    var plain: [UInt8] = []
    plain.reserveCapacity(slice.count)
    try slice.withUnsafeBufferPointer { slice throws(S3Error) in
      try chunks?.read(UnsafeRawBufferPointer(slice)) { plain.append(contentsOf: $0) }
    }
    return plain
  }

  /// Call when the request has ended: the checksum that came behind the body, and is that of its bytes.
  ///
  /// Throws `contentDigestMismatch`, and as ``AWSChunkedReader/finish()`` does.
  package mutating func finish() throws(S3Error) -> Checksum? {
    try digest?.finish()
    guard let checksum = try chunks?.finish() else { return nil }
    headers[checksum.algorithm.header] = checksum.value
    return checksum
  }
}

/// The digest of a body that its sender has told, held against the bytes as they come.
private struct SentDigest {
  private let text: String
  private let running: RunningDigest

  /// Nil when none was told.
  init?(_ headers: HTTPHeaders) throws(S3Error) {
    guard let header = headers[PayloadHash.header], case .digest(let text) = PayloadHash(header)
    else { return nil }
    self.text = text
    running = try S3Error.computing { () throws(CryptoError) in try RunningDigest.sha256() }
  }

  func update(_ bytes: [UInt8]) throws(S3Error) {
    try S3Error.computing { () throws(CryptoError) in
      try bytes.withUnsafeBufferPointer { bytes throws(CryptoError) in
        try running.update(UnsafeRawBufferPointer(bytes))
      }
    }
  }

  func finish() throws(S3Error) {
    let computed = Hex.encode(
      try S3Error.computing { () throws(CryptoError) in try running.finish() })
    guard computed == text.lowercased() else {
      throw SigningFault.otherPayload(sent: text, computed: computed).s3Error
    }
  }
}
