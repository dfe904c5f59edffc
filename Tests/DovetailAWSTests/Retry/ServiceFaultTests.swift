import DovetailTransport
import Testing

@testable import DovetailAWS

@Suite("What may be done about a fault")
struct ServiceFaultTests {
  @Test(arguments: [
    ("BadDigest", 400, ServiceFault.Class.transient), ("OperationAborted", 409, .transient),
    ("ConditionalRequestConflict", 409, .transient), ("InternalError", 500, .transient),
    ("RequestTimeout", 400, .transient), ("IDPCommunicationError", 400, .transient),
    ("", 502, .transient), ("SlowDown", 503, .throttled), ("", 429, .throttled),
    ("RequestTimeTooSkewed", 403, .skewed(isCertain: true)),
    ("RequestExpired", 403, .skewed(isCertain: true)),
    ("SignatureDoesNotMatch", 403, .skewed(isCertain: false)),
    ("InvalidSignatureException", 403, .skewed(isCertain: false)),
    ("ExpiredToken", 400, .credentials), ("ExpiredTokenException", 403, .credentials),
    ("UnrecognizedClientException", 403, .credentials),
    ("InvalidClientTokenId", 403, .credentials), ("InvalidAccessKeyId", 403, .credentials),
    ("PermanentRedirect", 301, .elsewhere), ("AuthorizationHeaderMalformed", 400, .elsewhere),
    ("IllegalLocationConstraintException", 400, .elsewhere), ("AccessDenied", 403, .final),
    ("PreconditionFailed", 412, .final), ("NoSuchKey", 404, .final), ("", 301, .final),
    ("", 501, .final),
  ])
  func `follows from its code, or else from its status`(
    code: String, status: Int, expected: ServiceFault.Class
  ) {
    let fault = ServiceFault(
      code: code, status: status, error: TransportError(.refused, attempt: "try it"))

    #expect(fault.classification == expected)
  }

  @Test(arguments: [301, 307])
  func `that is a redirection to a named region is to be followed`(status: Int) {
    let fault = ServiceFault(
      code: "", status: status, error: TransportError(.refused, attempt: "try it"),
      bucketRegion: "eu-west-1")

    #expect(fault.classification == .elsewhere)
  }
}
