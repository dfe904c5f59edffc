import Synchronization

/// Holds task bodies until a test opens it, and tells how many have arrived.
final class Gate: Sendable {
  private struct Fields {
    var isOpen = false
    var arrivals = 0
    var held: [CheckedContinuation<Void, Never>] = []
    var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let fields = Mutex(Fields())

  /// How many have come to the gate.
  var arrivals: Int { fields.withLock { $0.arrivals } }

  /// Comes to the gate and waits until it is open.
  ///
  /// Does not heed cancellation.
  func pass() async {
    await withCheckedContinuation { continuation in
      let (isOpen, woken) = fields.withLock { fields in
        fields.arrivals += 1
        if !fields.isOpen { fields.held.append(continuation) }
        let woken = fields.watchers.filter { $0.count <= fields.arrivals }
        fields.watchers.removeAll { $0.count <= fields.arrivals }
        return (fields.isOpen, woken)
      }
      if isOpen { continuation.resume() }
      for watcher in woken { watcher.continuation.resume() }
    }
  }

  /// Lets through all who wait and all who come.
  func open() {
    let held = fields.withLock { fields in
      fields.isOpen = true
      defer { fields.held = [] }
      return fields.held
    }
    for continuation in held { continuation.resume() }
  }

  /// Waits until so many have come.
  func waitForArrivals(_ count: Int) async {
    await withCheckedContinuation { continuation in
      let isThere = fields.withLock { fields in
        if fields.arrivals < count { fields.watchers.append((count, continuation)) }
        return fields.arrivals >= count
      }
      if isThere { continuation.resume() }
    }
  }
}
