internal import DovetailTransport
internal import DovetailWire

/// Looks at the signatures of requests.
///
/// With keys each is verified. Without, anyone may call; but Signature Version 2 and presigned URLs that
/// are malformed or whose time is over are refused, for AWS would refuse them.
struct S3Signatures {
  private let verifier: SignatureVerifier?

  /// `verifier` nil: there are no keys.
  init(_ verifier: SignatureVerifier?) {
    self.verifier = verifier
  }

  /// Returns the signature if there are keys, by the system's time; throws S3's refusal.
  func verify(_ request: HTTPRequest) throws(S3Error) -> VerifiedSignature? {
    let now = SystemClock().now
    do throws(SigningFault) {
      if let verifier { return try verifier.verify(request, for: "s3", at: now) }
      try Self.look(at: request, now)
      return nil
    } catch {
      throw error.s3Error
    }
  }

  private static func look(at request: HTTPRequest, _ now: Timestamp) throws(SigningFault) {
    do throws(SigningFault) {
      guard let claim = try SignatureClaim(of: request), claim.validity != nil else { return }
      try claim.check(at: now)
    } catch {
      // Headers with whatever in them are what people send who know that nobody looks.
      if case .malformedHeader = error { return }
      throw error
    }
  }
}
