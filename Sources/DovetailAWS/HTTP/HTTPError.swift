/// Why there is no answer to a request.
package struct HTTPError: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable, CaseIterable {
    /// No connection was made: nothing of the request has left.
    case notConnected
    /// The request, or a part of it, has left and no whole answer came.
    case interrupted
    /// The request, or a part of it, has left and its time was over before the whole answer came.
    case timedOut
    /// The answer is larger than the call allows; the act has probably happened.
    case tooLarge
    /// The server's certificate is not trusted, or TLS is otherwise set up wrongly; nothing has left.
    case untrusted
    /// The request, or the client, cannot be used like this; nothing has left.
    case misconfigured
    /// The client was shut down before anything has left.
    case closed
  }

  package var kind: Kind
  /// What happened, safe to log.
  package var detail: String

  package init(_ kind: Kind, _ detail: String) {
    self.kind = kind
    self.detail = detail
  }
}

extension HTTPError.Kind {
  /// Whether the server may have read the request, and done what it asks.
  package var mayHaveActed: Bool {
    switch self {
    case .interrupted, .timedOut, .tooLarge: true
    case .notConnected, .untrusted, .misconfigured, .closed: false
    }
  }
}

extension HTTPError: CustomStringConvertible {
  package var description: String { detail }
}
