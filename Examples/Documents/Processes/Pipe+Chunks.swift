import Foundation

extension Pipe {
  /// What is written to the pipe, until its last writer is gone.
  var chunks: AsyncStream<Data> {
    let (chunks, continuation) = AsyncStream.makeStream(of: Data.self)
    fileHandleForReading.readabilityHandler = { handle in
      let chunk = handle.availableData
      guard chunk.isEmpty else {
        continuation.yield(chunk)
        return
      }
      handle.readabilityHandler = nil
      continuation.finish()
    }
    return chunks
  }
}
