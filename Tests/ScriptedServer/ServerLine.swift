import Foundation

/// A connection as its server sees it: bytes in and out, each call waits.
protocol ServerLine: AnyObject {
  var socket: Int32 { get }
  /// Whether bytes are at hand that no longer wait at the socket.
  var hasBuffered: Bool { get }
  /// The next bytes; none: the client has closed the connection, or it broke.
  func read() -> [UInt8]
  /// False when the client is gone.
  func write(_ bytes: [UInt8]) -> Bool
}

/// A connection without TLS.
final class PlainLine: ServerLine {
  let socket: Int32

  init(_ socket: Int32) {
    self.socket = socket
  }

  var hasBuffered: Bool { false }

  func read() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      count = max(0, recv(socket, buffer.baseAddress, buffer.count, 0))
    }
  }

  func write(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, 0) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
