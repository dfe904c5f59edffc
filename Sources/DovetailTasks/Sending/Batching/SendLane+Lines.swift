import DequeModule
import DovetailTransport

// Entries that rest before they are sent again, and the lines behind them.
extension SendLane {
  /// Sets entries aside until they are to be sent again, each at the head of its line.
  mutating func rest(_ failed: [SendEntry]) {
    for entry in failed.reversed() {
      guard let name = entry.line, let retryAt = entry.failure?.retryAt else {
        resting.append(entry)
        continue
      }
      var line = lines[name] ?? SendLine()
      line.isBusy = true
      line.aside.prepend(entry)
      line.restsUntil = max(line.restsUntil ?? retryAt, retryAt)
      lines[name] = line
    }
  }

  /// Lets the lines of a batch go on, but for those whose entries are to be sent again first.
  mutating func freeLines(of batch: SendBatch, except failed: [SendEntry]) {
    guard !lines.isEmpty else { return }
    let kept = Set(failed.compactMap(\.line))
    for name in Set(batch.entries.compactMap(\.line)).subtracting(kept) { free(name) }
  }

  /// Lets the first entries of a line wait with the others, before them.
  private mutating func free(_ name: String) {
    guard var line = lines.removeValue(forKey: name) else { return }
    waiting.prepend(contentsOf: line.free(options.size))
    if !line.behind.isEmpty { lines[name] = line }
  }

  /// Puts what has rested long enough back to the front.
  mutating func wake(at now: Timestamp) {
    let rested = resting.filter { $0.isRested(at: now) }
    if !rested.isEmpty {
      resting.removeAll { $0.isRested(at: now) }
      waiting.prepend(contentsOf: rested)
    }
    for (name, line) in lines where line.restsUntil.map({ $0 <= now }) ?? false { free(name) }
  }

  /// Lets all that is there go at once.
  mutating func flush(at now: Timestamp) {
    func flushed(_ entry: SendEntry) -> SendEntry {
      var entry = entry
      entry.isFlushed = true
      entry.failure?.retryAt = now
      return entry
    }
    waiting = Deque(waiting.map(flushed))
    resting = resting.map(flushed)
    for (name, line) in lines {
      var line = line
      line.change(flushed)
      line.restsUntil = line.restsUntil.map { _ in now }
      lines[name] = line
    }
  }

  /// Takes out the entries that are not on their way and for which `isMeant` holds.
  mutating func remove(where isMeant: (SendEntry) -> Bool) -> [SendEntry] {
    let removed = idle.filter(isMeant)
    guard !removed.isEmpty else { return [] }
    waiting.removeAll(where: isMeant)
    resting.removeAll(where: isMeant)
    for name in Array(lines.keys) { lines[name]?.remove(where: isMeant) }
    freeOrphans()
    return removed
  }

  /// Lets lines go on whose waiting entries, after which they would have, are gone.
  private mutating func freeOrphans() {
    let present = Set(waiting.compactMap(\.line))
    for (name, line) in lines where !line.isBusy && !present.contains(name) { free(name) }
  }

  /// All entries that are not on their way.
  var idle: [SendEntry] {
    Array(waiting) + resting + lines.values.flatMap(\.entries)
  }
}

extension SendEntry {
  fileprivate func isRested(at now: Timestamp) -> Bool {
    failure.map { $0.retryAt <= now } ?? true
  }
}
