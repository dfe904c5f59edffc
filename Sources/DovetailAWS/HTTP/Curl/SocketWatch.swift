internal import CCurl
internal import DovetailTransport

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Waits for any of many sockets, and sees to it that those of kept connections are silent.
///
/// A server that speaks unasked on a kept connection, to say that it was idle for too long or out of
/// order, would have that taken for the answer to the next request: libcurl before version 8 looks
/// only whether the connection is closed. So it is closed. Used by one thread.
final class SocketWatch {
  /// What a socket is ready for.
  struct Event {
    var socket: Int32
    var isReadable: Bool
    var isWritable: Bool
    var hasFailed: Bool
  }

  private let poll: ReadinessPoll
  /// Those of connections; libcurl has others, by which it hears of looked-up names.
  private var connections: Set<Int32> = []
  /// Those of kept connections.
  private var resting: Set<Int32> = []

  init() throws(HTTPError) {
    poll = try ReadinessPoll()
  }

  /// Wants to know when the socket is ready for that.
  func watch(_ socket: Int32, reads: Bool, writes: Bool) {
    resting.remove(socket)
    poll.set(socket, reads: reads, writes: writes)
  }

  /// Nobody waits for the socket any more; that of a connection is kept, or will be closed.
  func rest(_ socket: Int32) {
    guard connections.contains(socket) else { return poll.forget(socket) }
    resting.insert(socket)
    poll.set(socket, reads: true, writes: false)
  }

  /// Waits until a socket is ready or `limit` is over, nil: for ever; hands over each that is.
  func wait(_ limit: Duration?, _ act: (Event) -> Void) {
    let events = poll.wait(milliseconds: limit.map { Int32(clamping: $0.wholeMilliseconds) } ?? -1)
    // First, while no act has closed a socket and its number cannot be another's.
    for event in events where resting.remove(event.socket) != nil { silence(event.socket) }
    for event in events { act(event) }
  }

  /// Opens a socket that no program started by this one inherits; -1: the system refuses.
  fileprivate func open(_ family: Int32, _ type: Int32, _ protocol: Int32) -> Int32 {
    #if os(Linux)
      let socket = socket(family, type | Int32(SOCK_CLOEXEC.rawValue), `protocol`)
    #else
      let socket = socket(family, type, `protocol`)
      if socket >= 0 { _ = fcntl(socket, F_SETFD, FD_CLOEXEC) }
    #endif
    if socket >= 0 { connections.insert(socket) }
    return socket
  }

  fileprivate func close(_ socket: Int32) -> Int32 {
    connections.remove(socket)
    resting.remove(socket)
    poll.forget(socket)
    return systemClose(socket)
  }

  /// Closes a connection for both sides, so that libcurl finds it dead.
  private func silence(_ socket: Int32) {
    poll.forget(socket)
    shutdown(socket, Int32(SHUT_RDWR))
    // Nothing more comes in, and what is there must not be found either.
    withUnsafeTemporaryAllocation(byteCount: 1 << 14, alignment: 1) { buffer in
      while recv(socket, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT)) > 0 {}
    }
  }
}

/// The system's function, where a method has its name.
private func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }

/// For libcurl, with a ``SocketWatch`` as the context.
let openSocket: curl_opensocket_callback = { context, _, address in
  guard let context, let address = address?.pointee else { return CURL_SOCKET_BAD }
  return Unmanaged<SocketWatch>.fromOpaque(context).takeUnretainedValue()
    .open(address.family, address.socktype, address.protocol)
}

/// For libcurl, with a ``SocketWatch`` as the context.
let closeSocket: curl_closesocket_callback = { context, socket in
  guard let context else { return -1 }
  return Unmanaged<SocketWatch>.fromOpaque(context).takeUnretainedValue().close(socket)
}
