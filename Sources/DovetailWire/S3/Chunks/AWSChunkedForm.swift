package import DovetailTransport

/// What a request says of its body in aws-chunked.
///
/// Source: S3 API reference, "Signature calculations for the Authorization header: transferring payload
/// in multiple chunks".
package struct AWSChunkedForm: Hashable, Sendable {
  /// The bytes of the body without its framing.
  package var length: Int
  /// The checksum that comes in the trailer; nil: none was announced.
  package var checksum: ChecksumAlgorithm?
  /// Whether chunks are signed, and whether the trailer is.
  package var payload: PayloadHash

  static let encoding = "aws-chunked"
  static let lengthHeader = "x-amz-decoded-content-length"
  static let trailerHeader = "x-amz-trailer"

  /// Reads the headers; nil when the body is not in aws-chunked.
  ///
  /// Throws for a hash of another form: what frames a body in a way that is not known here would be stored with
  /// its framing.
  package init?(_ headers: HTTPHeaders) throws(S3Error) {
    let payload = try headers[PayloadHash.header].map(Self.payload) ?? .unsigned
    let isEncoded = Self.encodings(headers).contains { $0.lowercased() == Self.encoding }
    switch payload {
    case .digest, .unsigned:
      guard isEncoded else { return nil }
      // Some clients frame the body and sign it as a whole.
      self.payload = .unsignedChunks
    case .unsignedChunks, .signedChunks, .signedChunksAndTrailer: self.payload = payload
    }
    guard let text = headers[Self.lengthHeader], let length = Int(text), length >= 0 else {
      throw S3Error(.missingContentLength)
    }
    self.length = length
    checksum = try headers[Self.trailerHeader].map(Self.algorithm)
  }

  /// The headers of the same request with a plain body, its checksum still to be told.
  func plainHeaders(_ headers: HTTPHeaders) -> HTTPHeaders {
    var plain = headers
    let encodings = Self.encodings(headers).filter { $0.lowercased() != Self.encoding }
    plain["Content-Encoding"] = encodings.isEmpty ? nil : encodings.joined(separator: ",")
    plain[Self.lengthHeader] = nil
    plain[Self.trailerHeader] = nil
    plain["Content-Length"] = String(length)
    if checksum != nil { plain[S3Message.checksumAnnouncement] = nil }
    return plain
  }

  private static func payload(_ header: String) throws(S3Error) -> PayloadHash {
    guard let payload = PayloadHash(header) else {
      throw S3Error(
        .invalidArgument,
        "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, "
          + "STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid "
          + "sha256 value.")
    }
    return payload
  }

  private static func encodings(_ headers: HTTPHeaders) -> [String] {
    headers.values(of: "Content-Encoding").flatMap { $0.split(separator: ",") }.map { encoding in
      String(encoding.drop { $0 == " " }.prefix { $0 != " " })
    }
  }

  private static func algorithm(_ trailer: String) throws(S3Error) -> ChecksumAlgorithm {
    let name = trailer.lowercased()
    guard let algorithm = ChecksumAlgorithm.allCases.first(where: { $0.header == name }) else {
      throw S3Error(
        .invalidRequest, "The value specified in the x-amz-trailer header is not supported")
    }
    return algorithm
  }
}

extension ChecksumAlgorithm {
  /// The header, and the trailer, that has its value: `x-amz-checksum-crc32`.
  package var header: String { "x-amz-checksum-\(rawValue.lowercased())" }
}
