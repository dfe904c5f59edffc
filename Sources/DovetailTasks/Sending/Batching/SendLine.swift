import DequeModule
import DovetailTransport

/// The entries of one group of a FIFO queue, which must not overtake each other.
struct SendLine {
  /// Whether a batch with entries of it is on its way, or its first entries rest.
  var isBusy = false
  /// When its first entries are sent again; nil: they do not rest.
  var restsUntil: Timestamp?
  /// Entries that were among the waiting already, or on their way.
  var aside = Deque<SendEntry>()
  /// Entries that came later.
  ///
  /// So that a long line costs no more than a short one, only its first entries wait with the others.
  var behind = Deque<SendEntry>()

  var entries: Deque<SendEntry> { aside + behind }

  /// Takes out the entries that may wait with those of other lines: what was set aside, and the next.
  mutating func free(_ count: Int) -> Deque<SendEntry> {
    var freed = aside
    aside = []
    while freed.count < count, let next = behind.popFirst() { freed.append(next) }
    isBusy = false
    restsUntil = nil
    return freed
  }

  mutating func change(_ change: (SendEntry) -> SendEntry) {
    aside = Deque(aside.map(change))
    behind = Deque(behind.map(change))
  }

  mutating func remove(where isMeant: (SendEntry) -> Bool) {
    aside.removeAll(where: isMeant)
    behind.removeAll(where: isMeant)
  }
}
