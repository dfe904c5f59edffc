import DovetailTransport
import Synchronization

/// Gathers the outcomes of entries that were sent together, for one who waits for all of them.
final class SendReceipts: SendReceipt {
  private struct Fields {
    var outcomes: [Result<SentMessage, any Error>?]
    var open: Int
    var continuation: CheckedContinuation<Void, Never>?
  }

  private let fields: Mutex<Fields>

  init(count: Int) {
    fields = Mutex(Fields(outcomes: Array(repeating: nil, count: count), open: count))
  }

  func finish(_ entry: SendEntry, _ outcome: Result<SentMessage, any Error>) {
    let continuation = fields.withLock { fields in
      fields.outcomes[entry.place] = outcome
      fields.open -= 1
      guard fields.open == 0 else { return nil as CheckedContinuation<Void, Never>? }
      defer { fields.continuation = nil }
      return fields.continuation
    }
    continuation?.resume()
  }

  /// The outcomes in the order of the entries, when all are there; called once.
  func outcomes() async -> [Result<SentMessage, any Error>] {
    await withCheckedContinuation { continuation in
      let isOver = fields.withLock { fields in
        if fields.open > 0 { fields.continuation = continuation }
        return fields.open == 0
      }
      if isOver { continuation.resume() }
    }
    return fields.withLock { $0.outcomes.compactMap(\.self) }
  }
}
