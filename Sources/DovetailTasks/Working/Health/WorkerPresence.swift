public import DovetailTransport

/// What a worker has published of itself, for people to look at: nothing of arguments, values or bodies.
public struct WorkerPresence: Codable, Hashable, Sendable {
  /// Names one run of a worker.
  public var id: String
  /// The host that it runs on, its first 256 bytes.
  public var host: String
  /// Its process there.
  public var process: Int
  /// When it started.
  public var startedAt: Timestamp
  /// When this was published.
  public var publishedAt: Timestamp
  /// When this is old unless it has been published again: the worker, or its way to the store, is broken.
  public var validUntil: Timestamp
  /// How it was.
  public var health: WorkerHealth
  /// What it ran, the longest-running first: at most 50; `health` has the number of all.
  public var running: [RunningTask]
  /// The runs that ended last, the last first: at most 20.
  public var recent: [RecentRun]
  /// How many runs ended in the last minute.
  public var lastMinute: RunRate

  /// Whether the worker should have published again by then.
  public func isOld(at now: Timestamp) -> Bool { validUntil <= now }
}
