import DovetailTransport
import DovetailWire

/// One call of a service, before it is signed.
struct ServiceCall: Sendable {
  /// Without `Host` and signature.
  var request: HTTPRequest
  /// What is attempted, as errors say it: "send to orders".
  var attempt: String
  var options = HTTPCallOptions()
  /// Whether it waits at the service, and is made again and again.
  var isPoll = false
  /// Whether it makes a difference if the service does it twice.
  var actsEachTime = false
  /// What stands for the body in the signature; nil: its digest.
  var payload: PayloadHash?
  /// Reads an answer's fault; nil: it is a success.
  var fault: @Sendable (HTTPResponse) -> ServiceFault?
}
