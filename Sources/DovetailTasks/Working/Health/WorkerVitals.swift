import DequeModule
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
    /// Those that ended last, the last one last.
    var recent = Deque<EndedRun>()
    var tally = RunTally()
  }

  private struct EndedRun {
    let run: RunVitals
    let endedAt: Timestamp
    let outcome: RecentRun.Outcome
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
  func note(_ event: QueueVitals.Event, of queue: QueueName, on clock: any WallClock) {
    fields.withLock { fields in
      guard let place = fields.queues.firstIndex(where: { $0.queue == queue }) else { return }
      fields.queues[place].note(event, on: clock)
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

  /// A run's body is told to end; `onStuck` is called when it has not in a while.
  func cancelled(
    _ key: UInt64, on clock: any WallClock, onStuck: @escaping @Sendable () -> Void
  ) {
    let now = clock.now
    let isFirst = fields.withLock { fields in
      guard let run = fields.runs[key], run.cancelledAt == nil else { return false }
      fields.runs[key]?.cancelledAt = now
      return true
    }
    guard isFirst else { return }
    let call = clock.schedule(at: now.advanced(by: Self.patienceWithCancelled)) {
      if self.isStuck(key) { onStuck() }
    }
    let isOver = fields.withLock { fields in
      fields.runs[key]?.stuckCall = call
      return fields.runs[key] == nil
    }
    if isOver { call.cancel() }
  }

  /// Notes that a run is stuck; returns false when it has ended.
  private func isStuck(_ key: UInt64) -> Bool {
    fields.withLock { fields in
      fields.runs[key]?.isStuck = true
      return fields.runs[key] != nil
    }
  }

  /// A run has ended; returns whether it had been stuck.
  ///
  /// A batch's ends with an outcome for each message, of which the worst is shown.
  func end(_ key: UInt64, _ outcomes: [RecentRun.Outcome], at now: Timestamp) -> Bool {
    let outcome = outcomes.first { $0 != .succeeded } ?? .succeeded
    let run: RunVitals? = fields.withLock { fields in
      guard var run = fields.runs.removeValue(forKey: key) else { return nil }
      for outcome in outcomes { fields.tally.count(outcome, at: now) }
      run.lease = nil
      if fields.recent.count == Self.recentRuns { fields.recent.removeFirst() }
      fields.recent.append(EndedRun(run: run, endedAt: now, outcome: outcome))
      return run
    }
    run?.stuckCall?.cancel()
    return run?.isStuck ?? false
  }

  /// How the worker is.
  func health(on clock: any WallClock, _ switches: PauseSwitches) -> WorkerHealth {
    let now = clock.uptime
    return fields.withLock { fields in
      WorkerHealth(
        state: fields.state,
        queues: fields.queues.map { queue in
          queue.health(at: now, isPaused: switches.isPaused(.queue(queue.name)))
        },
        running: fields.runs.count,
        stuck: fields.runs.values.count(where: \.isStuck),
        concurrency: fields.concurrency)
    }
  }

  /// All that is shown of it, with up to so many running tasks.
  func snapshot(
    on clock: any WallClock, _ switches: PauseSwitches, upTo limit: Int
  ) -> Snapshot {
    let now = clock.now
    let health = health(on: clock, switches)
    let (runs, recent, rate) = fields.withLock { fields in
      (Array(fields.runs.values), fields.recent, fields.tally.lastMinute(at: now))
    }
    let longest = runs.sorted { $0.startedAt < $1.startedAt }.prefix(limit)
    return Snapshot(
      health: health,
      running: longest.map { run in
        run.task(leaseEndsAt: run.lease.map { now.advanced(by: $0.endsAt - clock.uptime) })
      },
      recent: recent.reversed().map { ended in
        RecentRun(
          task: ended.run.task(leaseEndsAt: nil), endedAt: ended.endedAt, outcome: ended.outcome)
      }, rate: rate)
  }
}
