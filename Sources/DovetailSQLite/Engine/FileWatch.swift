internal import Dispatch

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

#if os(Linux)
  /// Hears, while it listens, that a file is written to: by inotify, on which no thread waits.
  ///
  /// Source: inotify(7).
  final class FileWatch {
    let descriptor: Int32
    private let source: any DispatchSourceRead
    private var path: String?

    /// Calls `written` on `queue`; nil when the system allows no more of it.
    init?(on queue: DispatchQueue, _ written: @escaping @Sendable () -> Void) {
      let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
      guard descriptor >= 0 else { return nil }
      self.descriptor = descriptor
      source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
      source.setEventHandler {
        Self.discardEvents(of: descriptor)
        written()
      }
      source.setCancelHandler { close(descriptor) }
      source.activate()
    }

    deinit {
      source.cancel()
    }

    /// Hears of the file that is now at `path`; false when there is none, or the system's limit is
    /// reached.
    func listen(to path: String) -> Bool {
      self.path = path
      return watch(path, for: IN_MODIFY | IN_DELETE_SELF | IN_MOVE_SELF)
    }

    /// Hears no more of what is written: one's own writes would wake one, too.
    func stopListening() {
      guard let path else { return }
      // To remove the watch would itself be an event. If this fails, an event too many comes.
      _ = watch(path, for: IN_DELETE_SELF)
      self.path = nil
    }

    private func watch(_ path: String, for events: Int32) -> Bool {
      inotify_add_watch(descriptor, path, UInt32(events)) >= 0
    }

    /// What they say does not matter, only that they came.
    private static func discardEvents(of descriptor: Int32) {
      withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 8) { buffer in
        while read(descriptor, buffer.baseAddress, buffer.count) > 0 {}
      }
    }
  }
#else
  /// There is no inotify here.
  final class FileWatch {
    init?(on queue: DispatchQueue, _ written: @escaping @Sendable () -> Void) { nil }

    func listen(to path: String) -> Bool { false }

    func stopListening() {}
  }
#endif
