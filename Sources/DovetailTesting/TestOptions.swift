public import DovetailTransport
public import Logging

/// How a test's queues and its time are made; the defaults suit most tests.
public struct TestOptions: Sendable {
  /// Decides ids, jitter and the draws of faults: the same seed makes the same test.
  public var seed: UInt64 = 0
  /// Where the clock stands at first; by default a fixed, ordinary day.
  public var start = Timestamp(milliseconds: 1_800_000_000_000)
  /// How many tasks run at once, at least 1.
  public var concurrency = 8
  /// How long nothing may happen, in real time, while the test waits for something: then it fails.
  public var realTimeLimit: Duration = .seconds(10)
  /// Logs what broker and tasks log; nil: nothing is shown.
  public var logger: Logger?

  /// Makes the defaults, and changes what is not to be as they are.
  public init(_ change: (inout TestOptions) -> Void = { _ in }) {
    change(&self)
  }
}
