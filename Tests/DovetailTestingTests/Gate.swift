import Synchronization

/// Holds who comes until it is opened; does not heed cancellation.
final class Gate: Sendable {
  private struct Fields {
    var isOpen = false
    var held: [CheckedContinuation<Void, Never>] = []
  }

  private let fields = Mutex(Fields())

  var isOpen: Bool { fields.withLock { $0.isOpen } }

  func pass() async {
    await withCheckedContinuation { continuation in
      let isOpen = fields.withLock { fields in
        if !fields.isOpen { fields.held.append(continuation) }
        return fields.isOpen
      }
      if isOpen { continuation.resume() }
    }
  }

  func open() {
    let held = fields.withLock { fields in
      fields.isOpen = true
      defer { fields.held = [] }
      return fields.held
    }
    for continuation in held { continuation.resume() }
  }
}
