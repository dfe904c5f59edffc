import DovetailTransport
import Synchronization

/// What a worker notes of itself while it works, for those who ask how it is.
final class WorkerVitals: Sendable {
  private struct Fields {
    var state = WorkerHealth.State.idle
    var concurrency = 0
    var queues: [QueueVitals] = []
    var runs: [UInt64: RunVitals] = [:]
    var nextRun: UInt64 = 0
    var recent: [RecentRun] = []
    var tally = RunTally()
  }

  /// What is shown of a worker at one moment.
  struct Snapshot {
    var health: WorkerHealth
    /// Those that run, the longest-running first.
    var running: [RunningTask]
    /// Those that ended last, the last first.
    var recent: [RecentRun]
    var rate: RunRate
  }

  private static let recentRuns = 20
  private static let patienceWithCancelled = Duration.seconds(10)

  private let fields = Mutex(Fields())

  /// The worker has found its queues, and starts.
  func start(_ profiles: [QueueProfile], concurrency: Int) {
    fields.withLock { fields in
      fields = Fields()
      fields.state = .running
      fields.concurrency = concurrency
      fields.queues = profiles.map(QueueVitals.init)
    }
  }

  /// The worker has come to another state.
  func enter(_ state: WorkerHealth.State) {
    fields.withLock { $0.state = state }
  }

  /// A receive from a queue begins, is answered, or fails.
  func note(_ event: QueueVitals.Event, of queue: QueueName, at now: Timestamp) {
    fields.withLock { fields in
      guard let place = fields.queues.firstIndex(where: { $0.queue == queue }) else { return }
      fields.queues[place].note(event, at: now)
    }
  }

  /// A body begins to run; returns what to name it by.
  func begin(_ run: RunVitals) -> UInt64 {
    fields.withLock { fields in
      fields.nextRun += 1
      fields.runs[fields.nextRun] = run
      return fields.nextRun
    }
  }

  /// A run's body is told to end.
  func cancelled(_ key: UInt64, at now: Timestamp) {
    fields.withLock { fields in
      guard fields.runs[key]?.cancelledAt == nil else { return }
      fields.runs[key]?.cancelledAt = now
    }
  }

  /// A run has ended; a batch's with an outcome for each message, of which the worst is shown.
  func end(_ key: UInt64, _ outcomes: [RecentRun.Outcome], at now: Timestamp) {
    let outcome = outcomes.first { $0 != .succeeded } ?? .succeeded
    fields.withLock { fields in
      guard let run = fields.runs.removeValue(forKey: key) else { return }
      for outcome in outcomes { fields.tally.count(outcome, at: now) }
      if fields.recent.count == Self.recentRuns { fields.recent.removeLast() }
      fields.recent.insert(
        RecentRun(task: run.task(leaseEndsAt: nil), endedAt: now, outcome: outcome), at: 0)
    }
  }

  /// How the worker is.
  func health(at now: Timestamp, _ switches: PauseSwitches) -> WorkerHealth {
    fields.withLock { fields in
      WorkerHealth(
        state: fields.state,
        queues: fields.queues.map { queue in
          queue.health(at: now, isPaused: switches.isPaused(.queue(queue.name)))
        },
        running: fields.runs.count,
        stuck: fields.runs.values.count { run in
          run.cancelledAt.map { $0.advanced(by: Self.patienceWithCancelled) <= now } ?? false
        },
        concurrency: fields.concurrency)
    }
  }

  /// All that is shown of it, with up to so many running tasks.
  func snapshot(
    on clock: any WallClock, _ switches: PauseSwitches, upTo limit: Int
  ) -> Snapshot {
    let now = clock.now
    let health = health(at: now, switches)
    let (runs, recent, rate) = fields.withLock { fields in
      (Array(fields.runs.values), fields.recent, fields.tally.lastMinute(at: now))
    }
    let longest = runs.sorted { $0.startedAt < $1.startedAt }.prefix(limit)
    return Snapshot(
      health: health,
      running: longest.map { run in
        let left = run.lease.endsAt - clock.uptime
        return run.task(leaseEndsAt: now.advanced(by: left))
      },
      recent: recent, rate: rate)
  }
}
