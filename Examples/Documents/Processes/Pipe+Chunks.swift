import Foundation

extension Pipe {
  /// What is written to the pipe, until its last writer is gone.
  ///
  /// A thread waits for it: a `readabilityHandler` on Linux now and then misses the end of the pipe.
  var chunks: AsyncStream<Data> {
    let (chunks, continuation) = AsyncStream.makeStream(of: Data.self)
    let handle = fileHandleForReading
    Thread.detachNewThread {
      while case let chunk = handle.availableData, !chunk.isEmpty { continuation.yield(chunk) }
      continuation.finish()
    }
    return chunks
  }
}
