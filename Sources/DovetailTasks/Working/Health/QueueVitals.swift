import DovetailTransport

/// What a worker notes of receiving from a queue.
struct QueueVitals: Sendable {
  /// What happens to a receive; when it began, by the clock's uptime.
  enum Event: Sendable {
    case began(at: Duration)
    case answered(since: Duration)
    case failed(since: Duration)
  }

  /// The name without the broker's prefix.
  let name: String
  let queue: QueueName
  private let waitTime: Duration
  private var lastReceive: Timestamp?
  private var failures = 0
  /// Since when receives wait for their answers.
  private var pollingSince: [Duration] = []

  /// What an answer may take beyond the wait that was asked for.
  private static let patience = Duration.seconds(60)

  init(_ profile: QueueProfile) {
    name = profile.name
    queue = profile.queue
    waitTime = profile.waitTime
  }

  mutating func note(_ event: Event, on clock: any WallClock) {
    switch event {
    case .began(let instant): pollingSince.append(instant)
    case .answered(let instant):
      ended(instant)
      lastReceive = clock.now
      failures = 0
    case .failed(let instant):
      ended(instant)
      failures += 1
    }
  }

  private mutating func ended(_ begunAt: Duration) {
    guard let place = pollingSince.firstIndex(of: begunAt) else { return }
    pollingSince.remove(at: place)
  }

  func health(at now: Duration, isPaused: Bool) -> WorkerHealth.Queue {
    let isHanging = pollingSince.min().map { $0 + waitTime + Self.patience < now }
    return WorkerHealth.Queue(
      name: queue.text, lastReceive: lastReceive, failures: failures,
      isHanging: isHanging ?? false, isPaused: isPaused)
  }
}
