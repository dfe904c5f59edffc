import DovetailTransport
import Synchronization

/// Lets so many go on at once; those who wait get their turn in the order they came.
package final class Permits: Sendable {
  private struct Watcher {
    let count: Int
    let shot: OneShot<Void>
  }

  private struct Fields {
    var free: Int
    var isOpen = false
    var claimants: [CheckedContinuation<Void, Never>] = []
    var watchers: [Watcher] = []

    mutating func take() -> Bool {
      guard free > 0 || isOpen else { return false }
      free -= 1
      return true
    }
  }

  private let fields: Mutex<Fields>

  package init(_ count: Int) {
    fields = Mutex(Fields(free: count))
  }

  /// How many are free now; below zero when more were taken than there are.
  var free: Int { fields.withLock { $0.free } }

  /// Waits until at least so many are free, without taking them: a parked poll reserves nothing.
  ///
  /// `limit`: waits no longer than that.
  func waitUntilFree(
    atLeast count: Int = 1, limit: (duration: Duration, clock: any WallClock)? = nil
  ) async {
    let shot = OneShot<Void>()
    let isFree = fields.withLock { fields in
      if fields.isOpen || fields.free >= count { return true }
      fields.watchers.append(Watcher(count: count, shot: shot))
      return false
    }
    guard !isFree else { return }
    let timer = limit.map { limit in
      limit.clock.schedule(at: limit.clock.now.advanced(by: limit.duration)) { self.dismiss(shot) }
    }
    await shot.value()
    timer?.cancel()
  }

  /// Takes one, when it is free.
  package nonisolated(nonsending) func acquire() async {
    if fields.withLock({ $0.take() }) { return }
    await withCheckedContinuation { continuation in
      let isTaken = fields.withLock { fields in
        if fields.take() { return true }
        fields.claimants.append(continuation)
        return false
      }
      if isTaken { continuation.resume() }
    }
  }

  /// Takes so many at once, more than are free if need be: what they stand for is there already.
  func take(_ count: Int) {
    fields.withLock { $0.free -= count }
  }

  /// Gives one back: to the first who waits for one, else to those who watch.
  package func release() {
    let (claimant, watchers) = fields.withLock { fields in
      fields.free += 1
      if fields.free > 0, !fields.claimants.isEmpty {
        fields.free -= 1
        return (fields.claimants.removeFirst() as CheckedContinuation?, [Watcher]())
      }
      guard !fields.watchers.isEmpty else { return (nil, []) }
      let woken = fields.watchers.filter { $0.count <= fields.free }
      fields.watchers.removeAll { $0.count <= fields.free }
      return (nil, woken)
    }
    claimant?.resume()
    for watcher in watchers { watcher.shot.set(()) }
  }

  /// Lets everybody go on from now on: those who wait look themselves whether they still may.
  func open() {
    let (claimants, watchers) = fields.withLock { fields in
      fields.isOpen = true
      fields.free -= fields.claimants.count
      defer { (fields.claimants, fields.watchers) = ([], []) }
      return (fields.claimants, fields.watchers)
    }
    for claimant in claimants { claimant.resume() }
    for watcher in watchers { watcher.shot.set(()) }
  }

  private func dismiss(_ shot: OneShot<Void>) {
    fields.withLock { fields in fields.watchers.removeAll { $0.shot === shot } }
    shot.set(())
  }
}
