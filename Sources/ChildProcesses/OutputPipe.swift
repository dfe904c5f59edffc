import Foundation

/// A pipe for what a child process writes.
///
/// No other child inherits its ends, so its end comes when the child's does.
struct OutputPipe {
  let reading: Int32
  let writing: Int32

  init() throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw POSIXError(POSIXError.Code(rawValue: errno) ?? .EMFILE)
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
  }

  /// What is written to the pipe, read from now on by a thread: a full pipe would stop the child.
  func chunks() -> AsyncStream<Data> {
    let (chunks, continuation) = AsyncStream.makeStream(of: Data.self)
    close(writing)
    let handle = FileHandle(fileDescriptor: reading, closeOnDealloc: true)
    Thread.detachNewThread {
      while case let chunk = handle.availableData, !chunk.isEmpty { continuation.yield(chunk) }
      continuation.finish()
    }
    return chunks
  }
}
