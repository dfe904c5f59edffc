import Synchronization

/// Counts the messages of a queue that are to have a permit and have had none yet: those that receives have
/// asked for, and the lanes that have come.
///
/// While lanes wait, their queue is not polled.
final class Backlog: Sendable {
  private struct Fields {
    var asked = 0
    var waiting = 0
    var continuation: CheckedContinuation<Void, Never>?
  }

  private let run: WorkerRun
  private let fields = Mutex(Fields())

  init(in run: WorkerRun) {
    self.run = run
  }

  /// How many there are.
  var count: Int { fields.withLock { $0.asked + $0.waiting } }

  /// A receive asks for so many messages.
  func ask(_ count: Int) {
    fields.withLock { $0.asked += count }
    run.backlog.add(count, ordering: .relaxed)
  }

  /// So many lanes have come of the messages that a receive had asked for.
  func answered(_ lanes: Int, of asked: Int) {
    fields.withLock { fields in
      fields.asked -= asked
      fields.waiting += lanes
    }
    run.backlog.add(lanes - asked, ordering: .relaxed)
  }

  /// A lane has its permit.
  func started() {
    run.backlog.subtract(1, ordering: .relaxed)
    let continuation = fields.withLock { fields in
      fields.waiting -= 1
      guard fields.waiting == 0 else { return nil as CheckedContinuation<Void, Never>? }
      defer { fields.continuation = nil }
      return fields.continuation
    }
    continuation?.resume()
  }

  /// Waits until all lanes have one; called by one at a time.
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
