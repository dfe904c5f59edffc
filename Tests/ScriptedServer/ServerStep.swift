package import DovetailWire

/// One thing that a scripted server does when a request has come.
package enum ServerStep: Sendable {
  /// Writes a whole answer, with the length of its body unless the answer has a header for that.
  case answer(HTTPResponse)
  /// Writes just this.
  case bytes([UInt8])
  /// Writes byte after byte, with so many milliseconds between them.
  case drip([UInt8], milliseconds: Int32)
  /// Does nothing until the gate is opened.
  case hold(ServerGate)
  /// Does nothing until the client closes the connection.
  case park
  /// Closes the connection in order.
  case close
  /// Breaks the connection off.
  case reset

  /// Writes just this text.
  package static func text(_ text: String) -> ServerStep { .bytes(Array(text.utf8)) }

  /// Answers 200 with a text.
  package static func ok(_ body: String = "") -> ServerStep {
    .answer(HTTPResponse(200, body: Array(body.utf8)))
  }
}
