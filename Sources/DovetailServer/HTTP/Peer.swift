/// Who is at the other end of a connection.
package struct Peer: Hashable, Sendable {
  /// The address without the port: "127.0.0.1"; empty when the system did not tell.
  package let address: String
  /// Whether it is this machine.
  package let isLoopback: Bool

  package init(address: String) {
    self.address = address
    isLoopback = Loopback.isAddress(address)
  }
}
