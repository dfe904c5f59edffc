import DovetailTransport

/// What a worker notes of receiving from a queue.
struct QueueVitals: Sendable {
  /// What happens to a receive.
  enum Event: Sendable {
    case began, answered, failed
  }

  /// The name without the broker's prefix.
  let name: String
  let queue: QueueName
  private let waitTime: Duration
  private var lastReceive: Timestamp?
  private var failures = 0
  /// Since when a receive waits for its answer, by the clock's uptime.
  private var pollingSince: Duration?

  /// What an answer may take beyond the wait that was asked for.
  private static let patience = Duration.seconds(60)

  init(_ profile: QueueProfile) {
    name = profile.name
    queue = profile.queue
    waitTime = profile.waitTime
  }

  mutating func note(_ event: Event, on clock: any WallClock) {
    switch event {
    case .began: pollingSince = clock.uptime
    case .answered:
      pollingSince = nil
      lastReceive = clock.now
      failures = 0
    case .failed:
      pollingSince = nil
      failures += 1
    }
  }

  func health(at now: Duration, isPaused: Bool) -> WorkerHealth.Queue {
    let isHanging = pollingSince.map { $0 + waitTime + Self.patience < now }
    return WorkerHealth.Queue(
      name: queue.text, lastReceive: lastReceive, failures: failures,
      isHanging: isHanging ?? false, isPaused: isPaused)
  }
}
