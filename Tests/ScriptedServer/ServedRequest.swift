package import DovetailWire

/// A request that a scripted server has read.
package struct ServedRequest: Sendable {
  package var method: String
  /// As it stands in the first line.
  package var target: String
  package var headers: HTTPHeaders
  package var body: [UInt8]
  /// The number of its connection, from 1.
  package var connection: Int
  /// Its own number on the connection, from 1.
  package var turn: Int
}
