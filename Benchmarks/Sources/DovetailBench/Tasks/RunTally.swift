import Synchronization

/// Counts runs, and tells when there have been so many: to ask the queue all the time would cost what is
/// to be measured.
final class RunTally: Sendable {
  private struct Fields {
    var left: Int
    var continuation: CheckedContinuation<Void, Never>?
  }

  private let fields: Mutex<Fields>

  init(_ count: Int) {
    fields = Mutex(Fields(left: count))
  }

  func count() {
    let continuation = fields.withLock { fields in
      fields.left -= 1
      return fields.left == 0 ? fields.continuation : nil
    }
    continuation?.resume()
  }

  /// Waits for the last; called once.
  func wait() async {
    await withCheckedContinuation { continuation in
      let isOver = fields.withLock { fields in
        fields.continuation = continuation
        return fields.left <= 0
      }
      if isOver { continuation.resume() }
    }
  }
}
