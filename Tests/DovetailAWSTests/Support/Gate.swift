import DovetailTransport
import Synchronization

/// Lets nobody pass until it is opened.
final class Gate: Sendable {
  private struct Fields {
    var isOpen = false
    var waiting: [Sleeper] = []
  }

  private let fields = Mutex(Fields())

  func wait() async throws {
    let sleeper = Sleeper()
    let isOpen = fields.withLock { fields in
      if !fields.isOpen { fields.waiting.append(sleeper) }
      return fields.isOpen
    }
    if !isOpen { try await sleeper.wait() }
  }

  func open() {
    let waiting = fields.withLock { fields in
      fields.isOpen = true
      return fields.waiting
    }
    for sleeper in waiting { sleeper.wake(.success(())) }
  }
}
