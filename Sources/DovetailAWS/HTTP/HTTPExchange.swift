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
