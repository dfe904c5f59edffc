import DovetailTransport
import DovetailWire

/// Verifies signatures: none that was made without the key may be good, and each made with it must be.
enum SignatureReading {
  static let now = Timestamp(milliseconds: 1_742_042_096_000)
  static let verifier = SignatureVerifier([credentials])
  private static let credentials = AWSCredentials(
    accessKeyID: "AKIDDOVETAIL00000001",
    secretAccessKey: "dovetail/EXAMPLE+secret/key0123456789abcd")
  private static let signer = RequestSigner(service: "s3", region: "us-east-1")
  private static let origin = HTTPOrigin(.http, "localhost", port: 4566)

  static func read(_ bytes: [UInt8]) {
    let request = HTTPRequest(damaged: bytes)
    for service in ["sqs", "s3"] {
      expect(
        (try? verifier.verify(request, for: service, at: now)) == nil, "A signature was forged.")
    }
    guard isHTTP(request) else { return }
    guard let signed = signed(request) else { return }
    expect(isGood(signed), "A signature in the header is not good.")
    guard let presigned = presigned(request) else { return }
    expect(isGood(presigned), "A presigned URL is not good.")
  }

  /// The request, signed for S3 in its header; nil: it cannot be.
  static func signed(_ request: HTTPRequest) -> HTTPRequest? {
    var signed = request
    let payload = request.headers[PayloadHash.header].flatMap { PayloadHash($0) }
    guard
      (try? signer.sign(&signed, to: origin, as: credentials, at: now, payload: payload)) != nil
    else { return nil }
    return signed
  }

  private static func presigned(_ request: HTTPRequest) -> HTTPRequest? {
    var presigned = request
    presigned.headers["Authorization"] = nil
    presigned.headers["Host"] = origin.hostHeader
    presigned.headers[PayloadHash.header] = nil
    let target = try? signer.presign(
      presigned, to: origin, as: credentials, at: now, for: .seconds(60))
    guard let target else { return nil }
    presigned.target = target
    return presigned
  }

  private static func isGood(_ request: HTTPRequest) -> Bool {
    (try? verifier.verify(request, for: "s3", at: now)) != nil
  }

  /// Whether a client could sign it, and HTTP lets it through as it is.
  ///
  /// Source: RFC 9110, section 5.1. What claims a signature in its query, or has no query that can be read, is
  /// left to the first check.
  private static func isHTTP(_ request: HTTPRequest) -> Bool {
    let names = request.headers.fields.map(\.name)
    let areTokens = names.allSatisfy { name in
      !name.isEmpty
        && name.utf8.allSatisfy { (0x21...0x7E).contains($0) && !separators.contains($0) }
    }
    var unsigned = request
    unsigned.headers["Authorization"] = nil
    let isUnclaimed =
      Result { () throws(SigningFault) in
        try SignatureClaim(of: unsigned)
      } == .success(nil)
    return areTokens && isUnclaimed && HTTPQuery(parsing: (request.target.query ?? "").utf8) != nil
  }

  private static let separators = Array("\"(),/:;<=>?@[\\]{}".utf8)
}
