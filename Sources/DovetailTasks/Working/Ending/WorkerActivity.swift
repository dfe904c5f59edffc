/// What a worker has done since its start, and does now.
public struct WorkerActivity: Hashable, Sendable {
  /// How many runs have ended, whatever came of them.
  public internal(set) var finishedRuns = 0
  /// How many messages it holds: those that run, and those that wait for their turn.
  public internal(set) var heldMessages = 0
  /// How long it has worked.
  public internal(set) var uptime = Duration.zero
  /// How long it has held no message; nil while it holds one.
  public internal(set) var idleTime: Duration?

  /// Makes the activity of a worker that has just started.
  public init() {}
}
