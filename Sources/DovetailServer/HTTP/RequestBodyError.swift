/// Why the body of a request cannot be had.
package enum RequestBodyError: Error, Hashable, Sendable {
  /// It has more than `limit` bytes.
  case tooLarge(limit: Int)
  /// The client went away before its end.
  case disconnected
  /// Nothing of it came for too long.
  case timedOut
  /// Its framing is not that of HTTP.
  case malformed
}
