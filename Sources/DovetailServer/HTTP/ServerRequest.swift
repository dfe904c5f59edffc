package import DovetailWire

/// A request as it came.
package struct ServerRequest: Sendable {
  /// Method, target and headers; its body is empty.
  package var head: HTTPRequest
  /// What comes behind the head.
  package let body: RequestBody
  /// Names the request, as SQS does: a UUID in lower case.
  package let id: String
  /// Who sent it.
  package let peer: Peer

  package init(head: HTTPRequest, body: RequestBody, id: String, peer: Peer) {
    self.head = head
    self.body = body
    self.id = id
    self.peer = peer
  }
}
