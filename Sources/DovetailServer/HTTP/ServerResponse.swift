package import DovetailWire

/// An answer to a request.
///
/// The connection adds `Date`, `Connection`, and `Content-Length` where it is not given. To HEAD it sends
/// no body, so an answer may name the length that a GET would have, or bring the body all the same.
package struct ServerResponse: Sendable {
  /// What follows the headers.
  package enum Body: Sendable {
    case bytes([UInt8])
    case stream(ResponseStream)
  }

  package var status: Int
  package var headers: HTTPHeaders
  package var body: Body
  /// What was asked for, for the log, the metrics and the policy; nil: no call of a service.
  package var call: ServedCall?
  /// Whether to close the connection without a word in place of this answer, as a lost answer is.
  package var isLost = false

  package init(
    _ status: Int, headers: HTTPHeaders = [:], body: Body = .bytes([]), call: ServedCall? = nil
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.call = call
  }

  /// An answer whose body is there.
  package init(_ response: HTTPResponse, call: ServedCall? = nil) {
    self.init(
      response.status, headers: response.headers, body: .bytes(response.body), call: call)
  }
}

/// A body that is pulled piece by piece as the client takes it.
package struct ResponseStream: Sendable {
  /// How many bytes there are; nil: it is sent in chunks.
  package let length: Int?
  /// The next piece; nil at the end.
  ///
  /// When it throws, the connection is closed, since the status is gone.
  package let next: @Sendable () async throws -> [UInt8]?

  package init(length: Int?, next: @escaping @Sendable () async throws -> [UInt8]?) {
    self.length = length
    self.next = next
  }
}
