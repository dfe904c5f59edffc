/// The cause of errors that a rule made, by which a server tells an answer that is to be lost from one
/// that it has.
package struct FaultOnPurpose: Error {}

extension TransportError {
  /// Whether a rule lost the request or its answer.
  package var isLostOnPurpose: Bool { code == .outcomeUnknown && cause is FaultOnPurpose }
}
