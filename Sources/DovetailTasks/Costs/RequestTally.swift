/// How many requests of one kind were made, and what they count as on the bill.
struct RequestTally: Hashable, Sendable {
  /// The requests that were made.
  private(set) var requests = 0
  /// What they are billed as: each 64 KiB of payload is a request.
  private(set) var billed = 0
  /// What they would have been billed as with a request for each message.
  private(set) var alone = 0

  /// The bytes of payload that are billed as one request.
  ///
  /// Source: the page "Amazon SQS pricing".
  private static let chunk = 65_536

  /// Adds a request without payload for so many messages.
  mutating func add(entries: Int) {
    requests += 1
    billed += 1
    alone += max(1, entries)
  }

  /// Adds a request that carried messages of these sizes, in bytes.
  mutating func add(sizes: [Int]) {
    requests += 1
    billed += Self.chunks(sizes.reduce(0, +))
    alone += max(1, sizes.reduce(0) { $0 + Self.chunks($1) })
  }

  /// Adds what another has counted.
  mutating func add(_ other: RequestTally) {
    requests += other.requests
    billed += other.billed
    alone += other.alone
  }

  private static func chunks(_ bytes: Int) -> Int {
    max(1, (bytes + chunk - 1) / chunk)
  }
}
