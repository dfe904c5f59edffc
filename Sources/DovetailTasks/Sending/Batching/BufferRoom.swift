import DequeModule
import DovetailTransport

/// Counts what is held of `enqueueLater`, and lets callers wait for room in the order they came.
struct BufferRoom {
  let limit: Int
  private(set) var taken = 0
  private var seekers = Deque<Sleeper>()

  init(limit: Int) {
    self.limit = limit
  }

  /// Whether somebody waits for a place.
  var hasSeekers: Bool { !seekers.isEmpty }

  /// Takes a place; returns false when there is none.
  mutating func take() -> Bool {
    guard taken < limit, seekers.isEmpty else { return false }
    taken += 1
    return true
  }

  /// Lets a caller wait; whoever wakes it has taken a place for it.
  mutating func await(_ seeker: Sleeper) {
    seekers.append(seeker)
  }

  /// Takes back a caller's wish; returns false when it was woken before, and has a place to give back.
  mutating func forget(_ seeker: Sleeper) -> Bool {
    guard let index = seekers.firstIndex(where: { $0 === seeker }) else { return false }
    seekers.remove(at: index)
    return true
  }

  /// Gives a place back; returns who has it now.
  mutating func giveBack() -> Sleeper? {
    if let next = seekers.popFirst() { return next }
    taken -= 1
    return nil
  }

  /// Empties the line of callers, and returns them.
  mutating func dismiss() -> [Sleeper] {
    defer { seekers = [] }
    return Array(seekers)
  }
}
