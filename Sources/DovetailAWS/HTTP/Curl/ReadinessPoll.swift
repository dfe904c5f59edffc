#if os(Linux)
  internal import CCurl

  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #endif

  /// Asks the system which sockets are ready; those that are not cost nothing, however many they are.
  ///
  /// Source: epoll(7).
  final class ReadinessPoll {
    private let descriptor: Int32
    private var known: Set<Int32> = []
    private var ready = [epoll_event](repeating: epoll_event(), count: 64)

    init() throws(HTTPError) {
      descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
      guard descriptor >= 0 else {
        throw HTTPError(.misconfigured, "No descriptor is left to watch connections.")
      }
    }

    deinit {
      close(descriptor)
    }

    func set(_ socket: Int32, reads: Bool, writes: Bool) {
      var event = epoll_event()
      event.events = (reads ? EPOLLIN.rawValue : 0) | (writes ? EPOLLOUT.rawValue : 0)
      event.data.fd = socket
      let isNew = known.insert(socket).inserted
      if epoll_ctl(descriptor, isNew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, &event) == 0 {
        return
      }
      // A socket that was closed has gone by itself, and its number may be a new one's.
      _ = epoll_ctl(descriptor, isNew ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event)
    }

    func forget(_ socket: Int32) {
      known.remove(socket)
      var unused = epoll_event()
      _ = epoll_ctl(descriptor, EPOLL_CTL_DEL, socket, &unused)  // It may be closed already.
    }

    /// Waits until a socket is ready, or for so many milliseconds, -1: for ever.
    func wait(milliseconds: Int32) -> [SocketWatch.Event] {
      let count = epoll_wait(descriptor, &ready, Int32(ready.count), milliseconds)
      // Below zero: interrupted by a signal.
      return ready.prefix(max(0, Int(count))).map { event in
        SocketWatch.Event(
          socket: event.data.fd, isReadable: event.events & EPOLLIN.rawValue != 0,
          isWritable: event.events & EPOLLOUT.rawValue != 0,
          hasFailed: event.events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0)
      }
    }
  }
#else
  #if canImport(Darwin)
    internal import Darwin
  #endif

  /// Asks the system which sockets are ready, each time for all of them: there is no epoll here.
  final class ReadinessPoll {
    private var interests: [Int32: Int16] = [:]

    init() throws(HTTPError) {}

    func set(_ socket: Int32, reads: Bool, writes: Bool) {
      interests[socket] = Int16((reads ? POLLIN : 0) | (writes ? POLLOUT : 0))
    }

    func forget(_ socket: Int32) {
      interests[socket] = nil
    }

    /// Waits until a socket is ready, or for so many milliseconds, -1: for ever.
    func wait(milliseconds: Int32) -> [SocketWatch.Event] {
      var entries = interests.map { pollfd(fd: $0.key, events: $0.value, revents: 0) }
      guard poll(&entries, nfds_t(entries.count), milliseconds) > 0 else { return [] }
      let ready = entries.filter { $0.revents != 0 }
      // Closed meanwhile.
      for entry in ready where Int32(entry.revents) & Int32(POLLNVAL) != 0 { forget(entry.fd) }
      return ready.map { entry in
        SocketWatch.Event(
          socket: entry.fd, isReadable: Int32(entry.revents) & Int32(POLLIN) != 0,
          isWritable: Int32(entry.revents) & Int32(POLLOUT) != 0,
          hasFailed: Int32(entry.revents) & Int32(POLLERR | POLLHUP) != 0)
      }
    }
  }
#endif
