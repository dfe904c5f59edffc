import DovetailTransport

/// A task's body while it runs, as those know it who are called by it; several, when one body runs a batch.
final class RunningBody: Sendable {
  @TaskLocal static var current: RunningBody?

  /// What the keeper knows them by.
  let numbers: [UInt64]
  let keeper: TimeKeeper

  init(_ number: UInt64, _ keeper: TimeKeeper) {
    numbers = Self.numbers(of: keeper) + [number]
    self.keeper = keeper
  }

  /// The bodies that the calling task is part of.
  static func numbers(of keeper: TimeKeeper) -> [UInt64] {
    guard let current, current.keeper === keeper else { return [] }
    return current.numbers
  }
}
