import DovetailTransport

/// A task's body while it runs, as those know it who are called by it.
final class RunningBody: Sendable {
  @TaskLocal static var current: RunningBody?

  let number: UInt64
  let keeper: TimeKeeper

  init(_ number: UInt64, _ keeper: TimeKeeper) {
    self.number = number
    self.keeper = keeper
  }
}
