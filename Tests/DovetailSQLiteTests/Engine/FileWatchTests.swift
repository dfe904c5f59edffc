#if os(Linux)
  import Dispatch
  import Foundation
  import Testing

  @testable import DovetailSQLite

  @Suite("Hearing that a file is written to", .timeLimit(.minutes(5)))
  struct FileWatchTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
      folder = try TemporaryFolder()
      path = folder.file("log")
      try Data().write(to: URL(fileURLWithPath: path))
    }

    private func append() throws {
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try file.seekToEnd()
      try file.write(contentsOf: Data("more".utf8))
      try file.close()
    }

    /// A watch whose events stay unread.
    private func withSilentWatch(_ body: (FileWatch) throws -> Void) throws {
      let queue = DispatchQueue(label: "test")
      queue.suspend()
      defer { queue.resume() }
      try body(try #require(FileWatch(on: queue) {}))
    }

    private func hasHeard(_ watch: FileWatch) -> Bool {
      var descriptor = pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0)
      return poll(&descriptor, 1, 0) == 1
    }

    @Test
    func `a write is told of, each time`() async throws {
      let (writes, continuation) = AsyncStream.makeStream(of: Void.self)
      let watch = try #require(
        FileWatch(on: DispatchQueue(label: "test")) { continuation.yield() })
      #expect(watch.listen(to: path))
      var heard = writes.makeAsyncIterator()

      try append()
      #expect(await heard.next() != nil)
      try append()
      #expect(await heard.next() != nil)
    }

    @Test
    func `once it listens no more nothing is heard, not even that`() throws {
      try withSilentWatch { watch in
        #expect(watch.listen(to: path))
        watch.stopListening()
        try append()
        #expect(!hasHeard(watch))

        #expect(watch.listen(to: path))
        try append()
        #expect(hasHeard(watch))
      }
    }

    @Test
    func `a file made anew under the name is heard once it is listened to again`() throws {
      let old = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? old.close() }  // Until then the old file lives, so that its end is not heard.
      try withSilentWatch { watch in
        #expect(watch.listen(to: path))
        watch.stopListening()
        try Data().write(to: URL(fileURLWithPath: folder.file("new")))
        #expect(rename(folder.file("new"), path) == 0)
        #expect(watch.listen(to: path))
        #expect(!hasHeard(watch))

        try append()

        #expect(hasHeard(watch))
      }
    }

    @Test
    func `that a file is deleted is heard`() throws {
      try withSilentWatch { watch in
        #expect(watch.listen(to: path))

        try FileManager.default.removeItem(atPath: path)

        #expect(hasHeard(watch))
        #expect(!watch.listen(to: path))
      }
    }
  }
#endif
