import Foundation

/// One blocking connection: writes a request, reads the answer, and no more than that.
final class WireConnection {
  private let socket: Int32
  private var buffer = [UInt8](repeating: 0, count: 256 * 1024)
  private var filled = 0

  init(port: UInt16) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw BenchmarkError(what: "cannot connect: \(errno)") }
    var one: Int32 = 1
    setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
  }

  deinit { close(socket) }

  /// A port on which nobody listens.
  static func freePort() throws -> UInt16 {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, size) == 0 ? getsockname(socket, $0, &size) : -1
      }
    }
    guard result == 0 else { throw BenchmarkError(what: "there is no free port: \(errno)") }
    return UInt16(bigEndian: address.sin_port)
  }

  func send(_ request: [UInt8]) throws {
    var sent = 0
    while sent < request.count {
      let count = request[sent...].withUnsafeBytes { write(socket, $0.baseAddress, $0.count) }
      guard count > 0 else { throw BenchmarkError(what: "cannot write: \(errno)") }
      sent += count
    }
  }

  /// The body of the answer; throws unless its status is 200.
  func receive() throws -> ArraySlice<UInt8> {
    filled = 0
    while true {
      let count = buffer.withUnsafeMutableBytes {
        read(socket, $0.baseAddress.map { $0 + filled }, $0.count - filled)
      }
      guard count > 0 else { throw BenchmarkError(what: "cannot read: \(errno)") }
      filled += count
      if let body = try body() { return body }
      if filled == buffer.count { buffer += [UInt8](repeating: 0, count: buffer.count) }
    }
  }

  func call(_ request: [UInt8]) throws -> ArraySlice<UInt8> {
    try send(request)
    return try receive()
  }

  /// Nil when not all has come.
  private func body() throws -> ArraySlice<UInt8>? {
    let head = buffer.withUnsafeBytes { WireHead(UnsafeRawBufferPointer(rebasing: $0[..<filled])) }
    guard let head, filled - head.size >= head.bodySize else { return nil }
    guard head.isOK else {
      throw BenchmarkError(what: String(decoding: buffer[..<filled], as: UTF8.self))
    }
    return buffer[head.size..<(head.size + head.bodySize)]
  }
}
