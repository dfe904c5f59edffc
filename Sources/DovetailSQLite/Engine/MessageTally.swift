internal import DovetailTransport

/// What a transaction adds to the counts of backlogs, until it is written before the commit.
final class MessageTally {
  /// What is counted.
  enum Count: Hashable {
    /// The messages of a backlog.
    case messages(Int64)
    /// Those that are hidden.
    case hidden(HiddenTable.Key)
  }

  private struct Entry {
    var count: Count
    var change: Int64
  }

  private var entries: [Entry] = []
  /// Entries before this one are those of operations that have ended.
  private var settled = 0

  /// Adds to a count.
  func add(_ change: Int64, to count: Count) {
    // Those of one operation are mostly to few counts, in turns.
    for index in (max(settled, entries.count - 4)..<entries.count).reversed()
    where entries[index].count == count {
      entries[index].change += change
      return
    }
    entries.append(Entry(count: count, change: change))
  }

  /// Says that the operation before has ended, and returns where the next one begins.
  func begin() -> Int {
    settled = entries.count
    return settled
  }

  /// Takes back what an operation has added.
  func undo(from start: Int) {
    entries.removeSubrange(start...)
  }

  /// What has been added to each count.
  var changes: [Count: Int64] {
    var changes: [Count: Int64] = [:]
    for entry in entries { changes[entry.count, default: 0] += entry.change }
    return changes
  }

  /// What has been added to the counts that satisfy a condition.
  func sum(where isMeant: (Count) -> Bool) -> Int64 {
    entries.reduce(0) { isMeant($1.count) ? $0 + $1.change : $0 }
  }
}
