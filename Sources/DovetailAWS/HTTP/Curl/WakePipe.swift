#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A pipe by which other threads wake one that waits for sockets.
final class WakePipe: Sendable {
  /// Ready to read once ``ring()`` was called.
  let bell: Int32
  private let rope: Int32

  init() throws(HTTPError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw HTTPError(.misconfigured, "No descriptors are left for a pipe.")
    }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    (bell, rope) = (ends[0], ends[1])
  }

  deinit {
    close(bell)
    close(rope)
  }

  func ring() {
    var byte: UInt8 = 1
    _ = write(rope, &byte, 1)  // A full pipe rings already.
  }

  /// Makes the bell silent again.
  func hush() {
    withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { buffer in
      while read(bell, buffer.baseAddress, buffer.count) == buffer.count {}
    }
  }
}
