import DovetailTransport
package import DovetailWire

/// Carries requests to servers, and brings their answers back.
///
/// Tests answer from a script in its place. Throws ``HTTPError`` when no answer came, or
/// `CancellationError` when the calling task is cancelled; any status that came is an answer.
package protocol HTTPExchange: Sendable {
  func answer(
    to request: HTTPRequest, at origin: HTTPOrigin, _ options: HTTPCallOptions
  ) async throws -> HTTPResponse
}

/// How long one attempt of a call may take.
package struct HTTPCallOptions: Hashable, Sendable {
  /// From the first byte sent to the last one received, connecting included; nil: no limit.
  package var timeout: Duration?

  package init(timeout: Duration? = .seconds(10)) {
    self.timeout = timeout
  }
}

/// Why there is no answer to a request.
package struct HTTPError: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// No connection was made: nothing of the request has left.
    case notConnected
    /// The request, or a part of it, has left and no whole answer came.
    case interrupted
    /// The time-out of the attempt has passed; the request may have left.
    case timedOut
    /// The server's certificate is not trusted, or TLS is otherwise set up wrongly.
    case untrusted
    /// The request, or the client, cannot be used like this.
    case misconfigured
  }

  package var kind: Kind
  /// What happened, safe to log.
  package var detail: String

  package init(_ kind: Kind, _ detail: String) {
    self.kind = kind
    self.detail = detail
  }
}
