internal import NIOCore

/// How long a connection may go on without anything happening, by what it is that should happen.
///
/// Nothing limits how long an answer takes: a receive waits for 20 s, and a client that goes away ends it.
enum Patience {
  /// The next request.
  case request
  /// More of a request's body.
  case body
  /// Room for more of an answer.
  case room
  /// The client's own end, after the server's.
  case end

  var limit: TimeAmount {
    switch self {
    case .request: .seconds(75)
    case .body, .room: .seconds(30)
    case .end: .seconds(2)
    }
  }
}
