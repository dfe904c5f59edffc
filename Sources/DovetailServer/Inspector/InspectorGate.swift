internal import DovetailTransport
internal import DovetailWire

/// Keeps other machines out of the inspector, which has power over everything.
///
/// By which names it answers, so that no web page reaches it by a name of its own, is checked before.
struct InspectorGate {
  private let state: ServerState

  /// What requests from other machines are signed for.
  static let service = "dovetail"

  init(_ state: ServerState) {
    self.state = state
  }

  /// Throws unless the caller is on this machine, has signed, or nobody is to be kept out.
  func check(_ call: InspectorCall) throws {
    guard !call.request.peer.isLoopback, !state.configuration.isInsecure else { return }
    guard let verifier = state.verifier else { throw Self.refusal }
    do throws(SigningFault) {
      try verifier.verify(call.head, for: Self.service, at: SystemClock().now).check(call.head.body)
    } catch {
      throw Self.refusal
    }
  }

  private static let refusal = InspectorError(
    403,
    "The inspector answers other machines only if they sign with a key of the server's, for the "
      + "service \"dovetail\": curl --aws-sigv4 aws:amz:us-east-1:dovetail --user KEY:SECRET.")
}
