import DovetailTransport
import Logging
import Synchronization

/// Receives from one queue, and runs what comes: a quiet queue must not slow a busy one.
struct QueuePoller: Sendable {
  let run: WorkerRun
  let profile: QueueProfile

  /// How long a poll waits for more permits, so that batches stay full under load.
  private static let gathering = Duration.milliseconds(20)

  /// Polls until the stop signal, and returns when all that it received is done with.
  func run() async {
    await withDiscardingTaskGroup { running in
      let starter = LaneStarter()
      var polls = PollsUnderWay(of: self)
      while await polls.begin(in: &running) {
        let runs = await polls.next()
        for _ in 0..<starter.add(runs) { running.addTask { await starter.run() } }
      }
    }
  }

  var isStopped: Bool { run.signals.stop.isTriggered }

  /// Waits for free permits; returns how many messages to ask for when no receive goes on.
  func room() async -> Int {
    await run.switches.waitWhilePaused(.queue(profile.name), or: run.signals.stop)
    await run.holds.waitUntilFree()
    await profile.permits?.waitUntilFree()
    await run.permits.waitUntilFree()
    let wanted = min(SQSLimits.batchEntries, run.concurrency / 2)
    if run.permits.free < wanted, !isStopped {
      await run.permits.waitUntilFree(
        atLeast: wanted, limit: (Self.gathering, run.broker.clock))
    }
    let free = min(run.permits.free, profile.permits?.free ?? .max)
    // What joins a batch that is being gathered takes no permit.
    let places = run.batches?.openPlaces(in: profile) ?? 0
    return min(max(1, min(free + places, run.holds.free)), profile.receiveBatch)
  }

  /// Whether another receive of `count` messages may begin beside those that go on: none is promised a permit
  /// that others have been.
  ///
  /// `backlog`: the queue's. That of the worker's other queues counts too, but not the other way round: the
  /// one receive that each queue has at least is held up by none of others.
  func hasRoom(for count: Int, besides backlog: Backlog) -> Bool {
    guard !isStopped, !run.switches.isPaused(.queue(profile.name)) else { return false }
    let expected = run.backlog.load(ordering: .relaxed)
    let free = min(
      run.permits.free - expected, profile.permits.map { $0.free - backlog.count } ?? .max)
    let places = run.batches?.surePlaces(in: profile) ?? 0
    return min(free + places, run.holds.free - expected) >= count
  }

  /// A long poll, which the stop signal ends; what it still returns is given back.
  func poll(upTo room: Int, waitTime: Duration) async throws -> [MessageLane] {
    // Awaited below, and cancelled by the stop signal. Not on the pool, which bodies may fill: the hold on
    // what it brings counts from its answer.
    let poll = Task(executorPreference: executor) {
      try await run.receive(upTo: room, from: profile, waitTime: waitTime)
    }
    let timers = EndTimers()
    defer { timers.cancel() }
    return try await run.signals.stop.during {
      try await poll.value
    } onStop: {
      guard !run.broker.services.cancelsPollsWithoutLoss, run.pollGrace > .zero else {
        return poll.cancel()
      }
      // A poll that is given up may strand messages until their visibility ends.
      let clock = run.broker.clock
      timers.add(clock.schedule(at: clock.now.advanced(by: run.pollGrace)) { poll.cancel() })
    }
  }

  /// Where polls run.
  var executor: any TaskExecutor { run.broker.services.executor ?? LeaseExecutor.shared }
}
