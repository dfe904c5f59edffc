/// Why a transport or a blob store could not do what it was asked.
///
/// The same fault gives the same code from every implementation. The names are those of SQS and S3
/// where they have one.
public struct TransportError: Error, Sendable {
  /// What went wrong.
  public var code: Code
  /// What was attempted and on what: "receive from orders".
  public var attempt: String
  /// The backend's own words, safe to log: no bodies, no credentials.
  public var detail: String?
  /// What the layer below threw.
  public var cause: (any Error)?

  /// Makes an error; `detail` must hold no body and no credential.
  public init(
    _ code: Code, attempt: String, detail: String? = nil, cause: (any Error)? = nil
  ) {
    self.code = code
    self.attempt = attempt
    self.detail = detail
    self.cause = cause
  }

  /// Whether the same call may succeed later: all that a retry policy looks at.
  ///
  /// After ``Code/outcomeUnknown`` the act may have happened: to repeat a send may send twice.
  public var isTransient: Bool { code.isTransient }
}

extension TransportError: CustomStringConvertible {
  /// The error as a sentence.
  public var description: String {
    let reason = detail ?? code.rawValue
    return attempt.isEmpty ? reason : "Could not \(attempt): \(reason)"
  }
}

extension TransportError {
  /// The same error, with `attempt` said where the code that threw did not know it.
  package func attempting(_ attempt: String) -> TransportError {
    var error = self
    if error.attempt.isEmpty { error.attempt = attempt }
    return error
  }

  /// An error found by validation, whose attempt the caller fills in.
  package static func invalid(_ code: Code, _ detail: String) -> TransportError {
    TransportError(code, attempt: "", detail: detail)
  }
}
