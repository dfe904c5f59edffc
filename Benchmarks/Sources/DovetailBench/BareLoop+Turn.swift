import Foundation

extension BareLoop {
  /// Sends `count` messages and takes them out again, on a thread of its own.
  ///
  /// On one of Swift's pool it would leave that thread, in the eyes of the scheduler, a busy one, and
  /// the other side's turn would begin with its threads badly placed: it lost up to a fifth.
  func turn(of count: Int, batch: Int) async throws -> Turn {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(
          with: Result {
            let sending = Stopwatch()
            try self.send(count, batch)
            let send = sending.stop(after: count)
            let receiving = Stopwatch()
            try self.receiveAndDelete(count, batch)
            return Turn(send: send, receiveAndDelete: receiving.stop(after: count))
          })
      }
    }
  }
}
