internal import DovetailTransport
internal import HeapModule

/// Instants by key, with the earliest at hand; to set and to remove cost O(log n).
struct Agenda<Key: Hashable> {
  private struct Entry: Comparable {
    var instant: Timestamp
    var key: Key

    static func < (left: Entry, right: Entry) -> Bool { left.instant < right.instant }
    static func == (left: Entry, right: Entry) -> Bool { left.instant == right.instant }
  }

  private var instants: [Key: Timestamp] = [:]
  /// Holds an entry for each key, and some that no longer count: they are passed over when met.
  private var heap = Heap<Entry>()

  /// How many entries it holds, with those that no longer count.
  var footprint: Int { heap.count }

  /// Whether no key has an instant.
  var isEmpty: Bool { instants.isEmpty }

  /// The earliest entry.
  var next: (key: Key, instant: Timestamp)? {
    mutating get {
      while let entry = heap.min {
        if instants[entry.key] == entry.instant { return (entry.key, entry.instant) }
        heap.removeMin()
      }
      return nil
    }
  }

  /// The instant of `key`; nil takes it out.
  subscript(key: Key) -> Timestamp? {
    get { instants[key] }
    set {
      guard instants[key] != newValue else { return }
      instants[key] = newValue
      if let newValue { heap.insert(Entry(instant: newValue, key: key)) }
      if heap.count > 2 * instants.count + 64 {
        heap = Heap(instants.map { Entry(instant: $0.value, key: $0.key) })
      }
    }
  }
}
