import Foundation
import Synchronization

/// What threads wait at, by its descriptor, until it is opened.
package final class ServerGate: Sendable {
  /// Ready to read when the gate is open.
  let bell: Int32
  private let rope: Mutex<Int32?>

  package init() throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw POSIXError(.EMFILE) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    bell = ends[0]
    rope = Mutex(ends[1])
  }

  deinit {
    open()
    close(bell)
  }

  /// Lets all go on, now and later.
  package func open() {
    rope.withLock { rope in
      if let rope { close(rope) }
      rope = nil
    }
  }

  /// Waits for a descriptor to be ready, for the gate, or for so many milliseconds, -1: no limit;
  /// returns whether the descriptor is ready.
  func wait(for descriptor: Int32, milliseconds: Int32 = -1) -> Bool {
    var entries = [descriptor, bell].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    while poll(&entries, 2, milliseconds) < 0, errno == EINTR {}
    return entries[0].revents != 0
  }

  var isOpen: Bool { rope.withLock { $0 == nil } }
}
