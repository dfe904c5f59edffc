import DovetailTransport

/// A queue with a past, so that its pages are not those of a fresh fill.
///
/// A tenth as many messages as it is deep have expired and not been met since, a tenth are in flight,
/// and three tenths have been deleted: where they stood, and on all but the first kind that is everywhere
/// in the table.
struct AgedQueue: Sendable {
  /// What is deep about a queue.
  enum Kind: String, CaseIterable {
    case standard = "standard queue, in order of arrival"
    case shuffled = "standard queue, shuffled by delays"
    case manyGroups = "FIFO queue, ten messages a group"
    case lockedGroup = "FIFO queue, all but one locked in a group"

    var isFIFO: Bool {
      switch self {
      case .standard, .shuffled: false
      case .manyGroups, .lockedGroup: true
      }
    }
  }

  let kind: Kind
  let load: LoadedQueue

  static func make(_ kind: Kind, depth: Int, at path: String) async throws -> AgedQueue {
    let load = try await LoadedQueue(kind.isFIFO ? "deep.fifo" : "deep", at: path)
    let queue = AgedQueue(kind: kind, load: load)
    switch kind {
    case .standard: try await queue.ageStandard(depth)
    case .shuffled: try await queue.ageShuffled(depth)
    case .manyGroups: try await queue.ageGroups(depth)
    case .lockedGroup: try await queue.ageLockedGroup(depth)
    }
    return queue
  }

  private static let day = Duration.seconds(43_200)

  private func ageStandard(_ depth: Int) async throws {
    let tenth = depth / 10
    try await load.send(tenth) { _ in OutgoingMessage(Body.text) }
    try await load.hide(tenth, for: .seconds(2000))
    load.clock.advance(by: .seconds(1000))
    try await load.send(depth + 4 * tenth) { _ in OutgoingMessage(Body.text) }
    try await load.takeOut(3 * tenth)
    try await hideAndExpire(tenth)
  }

  /// By their delays, messages become visible in another order than they stand in the table.
  private func ageShuffled(_ depth: Int) async throws {
    let tenth = depth / 10
    try await load.send(tenth) { _ in OutgoingMessage(Body.text) }
    // Visible again when just those are that will be deleted or in flight: before all others.
    let share = Duration.milliseconds(600_000 * 395 / 1400)
    try await load.hide(tenth, for: .seconds(1000) + share)
    load.clock.advance(by: .seconds(1000))
    try await load.send(depth + 4 * tenth) { number in
      OutgoingMessage(Body.text, delay: .milliseconds(Self.random(number, below: 600_000)))
    }
    load.clock.advance(by: share)
    try await load.takeOut(3 * tenth)
    try await load.hide(tenth, for: Self.day)
    load.clock.advance(by: .seconds(3000))
  }

  private func ageGroups(_ depth: Int) async throws {
    let tenth = depth / 10
    try await sendDoomed(tenth)
    try await load.send(depth + 4 * tenth) { number in
      Self.message(number, group: "\(Self.random(number, below: tenth))")
    }
    try await load.takeOut(3 * tenth)
    try await hideAndExpire(tenth)
  }

  private func ageLockedGroup(_ depth: Int) async throws {
    let tenth = depth / 10
    try await sendDoomed(tenth)
    try await load.send(10) { Self.message(-1 - depth - $0, group: "locked") }
    try await load.hide(10, for: Self.day)
    try await load.send(depth + 3 * tenth) { number in
      Self.message(
        number, group: [2, 5, 11].contains(number % 13) ? "gone-\(number / 13)" : "locked")
    }
    try await load.takeOut(3 * tenth, callers: 1)
    try await load.send(tenth) { number in
      Self.message(2 * depth + number, group: "in-flight-\(number / 10)")
    }
    try await hideAndExpire(tenth)
  }

  /// Messages in groups of ten, which are hidden while the queue ages, and then expire.
  private func sendDoomed(_ count: Int) async throws {
    try await load.send(count) { Self.message(-1 - $0, group: "doomed-\($0 / 10)") }
    try await load.hide(count, for: .seconds(2000))
    load.clock.advance(by: .seconds(1000))
  }

  /// Hides messages once the doomed ones are not hidden any more: too many must not be at once.
  private func hideAndExpire(_ count: Int) async throws {
    load.clock.advance(by: .seconds(1200))
    try await load.hide(count, for: Self.day)
    load.clock.advance(by: .seconds(1500))
  }

  private static func message(_ number: Int, group: String) -> OutgoingMessage {
    OutgoingMessage(Body.text, groupID: group, deduplicationID: "\(number)")
  }

  /// The same for the same number.
  private static func random(_ number: Int, below bound: Int) -> Int {
    Int(RandomSource.seeded(UInt64(bitPattern: Int64(number))).next() % UInt64(bound))
  }

  /// Receives up to ten messages, as the kind has it.
  func receive() async throws {
    let messages = try await load.receive()
    guard messages.count == (kind == .lockedGroup ? 1 : 10) else {
      throw BenchmarkError(what: "received \(messages.count) messages from \(kind.rawValue)")
    }
  }

  /// Does what must be done before each receive.
  func prepare(_ number: Int) async throws {
    guard kind == .lockedGroup else { return }
    try await load.send(1) { _ in Self.message(.max - number, group: "free-\(number)") }
  }
}
