import Synchronization

/// Lets so many tasks run at once; those who wait get their turn in the order they came.
final class Permits: Sendable {
  private struct Fields {
    var free: Int
    var claimants: [CheckedContinuation<Void, Never>] = []
    var watchers: [CheckedContinuation<Void, Never>] = []
  }

  private let fields: Mutex<Fields>

  init(_ count: Int) {
    fields = Mutex(Fields(free: count))
  }

  /// How many are free now.
  var free: Int { fields.withLock { $0.free } }

  /// Waits until at least one is free, without taking it: a parked poll reserves nothing.
  func waitUntilFree() async {
    await withCheckedContinuation { continuation in
      let isFree = fields.withLock { fields in
        if fields.free == 0 { fields.watchers.append(continuation) }
        return fields.free > 0
      }
      if isFree { continuation.resume() }
    }
  }

  /// Takes one, when it is free.
  func acquire() async {
    await withCheckedContinuation { continuation in
      let isTaken = fields.withLock { fields in
        guard fields.free > 0 else {
          fields.claimants.append(continuation)
          return false
        }
        fields.free -= 1
        return true
      }
      if isTaken { continuation.resume() }
    }
  }

  /// Gives one back: to the first who waits for one, else to those who watch.
  func release() {
    let woken = fields.withLock { fields in
      guard fields.claimants.isEmpty else { return [fields.claimants.removeFirst()] }
      fields.free += 1
      defer { fields.watchers = [] }
      return fields.watchers
    }
    for continuation in woken { continuation.resume() }
  }
}
