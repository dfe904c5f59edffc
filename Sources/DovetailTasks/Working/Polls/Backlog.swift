import Synchronization

/// Counts the received lanes that have had no permit yet; their queue is not polled meanwhile.
final class Backlog: Sendable {
  private struct Fields {
    var waiting: Int
    var continuation: CheckedContinuation<Void, Never>?
  }

  private let fields: Mutex<Fields>

  init(_ count: Int) {
    fields = Mutex(Fields(waiting: count))
  }

  /// One of them has its permit.
  func started() {
    let continuation = fields.withLock { fields in
      fields.waiting -= 1
      guard fields.waiting == 0 else { return nil as CheckedContinuation<Void, Never>? }
      defer { fields.continuation = nil }
      return fields.continuation
    }
    continuation?.resume()
  }

  /// Waits until all of them have one; called once.
  func waitUntilStarted() async {
    await withCheckedContinuation { continuation in
      let isOver = fields.withLock { fields in
        if fields.waiting > 0 { fields.continuation = continuation }
        return fields.waiting == 0
      }
      if isOver { continuation.resume() }
    }
  }
}
