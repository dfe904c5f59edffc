import DovetailTransport

/// Entries for one queue that go in one request.
struct SendBatch: Sendable {
  private(set) var entries: [SendEntry] = []
  /// Tells it from the lane's other batches.
  var number = 0
  /// Whether it was closed for its bytes, with room for another entry.
  var isSplit = false
  private var size = 0

  var messages: [OutgoingMessage] { entries.map(\.parcel.message) }

  /// Whether the entry fits too, by its bytes.
  func hasRoom(for entry: SendEntry) -> Bool {
    entries.isEmpty || size + entry.parcel.size <= SQSLimits.messageBytes
  }

  func contains(line: String) -> Bool {
    entries.contains { $0.line == line }
  }

  mutating func add(_ entry: SendEntry, at now: Timestamp) {
    var entry = entry
    entry.firstTriedAt = entry.firstTriedAt ?? now
    entries.append(entry)
    size += entry.parcel.size
  }
}
