import DovetailTransport
import Logging

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
      var failures = 0
      while true {
        let room = await room()
        guard !isStopped else { return }
        do {
          note(.began)
          let lanes = try await poll(upTo: room, waitTime: profile.waitTime)
          note(.answered)
          failures = 0
          let backlog = Backlog(lanes.count)
          let runs = lanes.map {
            LaneRun(run: run, lane: $0, waitsForRetries: true, traveller: nil, backlog: backlog)
          }
          for _ in 0..<starter.add(runs) { running.addTask { await starter.run() } }
          await backlog.waitUntilStarted()
        } catch {
          guard !isStopped, !isOver(error) else { return }
          failures += 1
          note(.failed)
          await pause(after: error, failures)
        }
      }
    }
  }

  private func note(_ event: QueueVitals.Event) {
    run.vitals.note(event, of: profile.queue, on: run.broker.clock)
  }

  private var isStopped: Bool { run.signals.stop.isTriggered }

  /// Waits for free permits; returns how many messages to ask for.
  private func room() async -> Int {
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
    return max(1, min(free + places, run.holds.free))
  }

  /// A long poll, which the stop signal ends; what it still returns is given back.
  func poll(upTo room: Int, waitTime: Duration) async throws -> [MessageLane] {
    // Awaited below, and cancelled by the stop signal. Not on the pool, which bodies may fill: the hold on
    // what it brings counts from its answer.
    let poll = Task(executorPreference: run.broker.services.executor ?? LeaseExecutor.shared) {
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

  /// Whether there is nothing left to receive from: the broker has been shut down.
  private func isOver(_ error: any Error) -> Bool {
    guard (error as? TransportError)?.code == .closed else { return false }
    run.broker.configuration.logger.warning(
      "The broker has been shut down; its worker ends.", metadata: ["queue": "\(profile.queue)"])
    return true
  }

  /// Waits after a failed receive: 1 s at first, 30 s at last, with jitter, or until the stop signal.
  private func pause(after error: any Error, _ failures: Int) async {
    run.broker.configuration.logger.error(
      "Receiving failed; trying again: \(error)", metadata: ["queue": "\(profile.queue)"])
    let policy = RetryPolicy.exponential(maxAttempts: .max, base: .seconds(2), cap: .seconds(30))
    let jittered = policy.delay(
      afterAttempt: failures, error, using: run.broker.configuration.random)
    let deadline = run.broker.clock.now.advanced(by: max(.seconds(1), jittered ?? .zero))
    let sleeper = Sleeper()
    // It ends early on the stop signal, which the caller looks at.
    try? await run.signals.stop.during {
      try await sleeper.sleep(until: deadline, on: run.broker.clock)
    } onStop: {
      sleeper.wake(.success(()))
    }
  }
}
