import DovetailTransport
import Synchronization

/// Lets so many calls be on their way at once; more wait for their turn, in the order they came.
///
/// They wait before they are signed: a signature is good for minutes only, and each call on its way has
/// a connection.
final class CallRoom: Sendable {
  private struct Fields {
    var free: Int
    var waiting: [Sleeper] = []
  }

  private let fields: Mutex<Fields>

  init(_ size: Int) {
    fields = Mutex(Fields(free: size))
  }

  /// How many could enter without waiting.
  var free: Int { fields.withLock { $0.free } }

  /// How many wait.
  var waiting: Int { fields.withLock { $0.waiting.count } }

  /// Takes a place, when there is one; throws `CancellationError` when the task is cancelled before.
  func enter() async throws {
    let sleeper: Sleeper? = fields.withLock { fields in
      guard fields.free == 0 else {
        fields.free -= 1
        return nil
      }
      let sleeper = Sleeper()
      fields.waiting.append(sleeper)
      return sleeper
    }
    guard let sleeper else { return }
    do {
      try await sleeper.wait()
    } catch {
      giveUp(sleeper)
      throw error
    }
  }

  /// Gives the place to the first who waits, or back.
  func leave() {
    let next: Sleeper? = fields.withLock { fields in
      guard fields.waiting.isEmpty else { return fields.waiting.removeFirst() }
      fields.free += 1
      return nil
    }
    next?.wake(.success(()))
  }

  /// Waits no more; a place that was given meanwhile goes to the next.
  private func giveUp(_ sleeper: Sleeper) {
    let hadPlace = fields.withLock { fields in
      guard let index = fields.waiting.firstIndex(where: { $0 === sleeper }) else { return true }
      fields.waiting.remove(at: index)
      return false
    }
    if hadPlace { leave() }
  }
}
