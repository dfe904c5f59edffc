import DovetailTransport
import Logging

/// Receives from one queue, and runs what comes: a quiet queue must not slow a busy one.
struct QueuePoller: Sendable {
  let run: WorkerRun
  let profile: QueueProfile

  /// Polls until the stop signal, and returns when all that it received is done with.
  func run() async {
    await withDiscardingTaskGroup { running in
      var failures = 0
      while true {
        await run.permits.waitUntilFree()
        await profile.permits?.waitUntilFree()
        guard !run.stop.isTriggered else { return }
        do {
          let lanes = run.lanes(of: try await poll(), profile)
          failures = 0
          let backlog = Backlog(lanes.count)
          for lane in lanes {
            running.addTask { await work(lane, backlog) }
          }
          await backlog.waitUntilStarted()
        } catch {
          guard !run.stop.isTriggered, !isOver(error) else { return }
          failures += 1
          await pause(after: error, failures)
        }
      }
    }
  }

  /// A long poll, which the stop signal ends; what it still returns is given back.
  private func poll() async throws -> [ReceivedMessage] {
    let room = max(1, min(run.permits.free, profile.permits?.free ?? .max))
    let poll = Task {  // Awaited below, and cancelled by the stop signal.
      try await run.receive(
        upTo: room, from: profile, waitTime: profile.waitTime)
    }
    return try await run.stop.during {
      try await poll.value
    } onStop: {
      poll.cancel()
    }
  }

  private func work(_ lane: MessageLane, _ backlog: Backlog) async {
    // The queue's own first: who waits for it must not hold one that other queues could use.
    await profile.permits?.acquire()
    await run.permits.acquire()
    defer {
      run.permits.release()
      profile.permits?.release()
    }
    backlog.started()
    if run.stop.isTriggered {
      await run.giveBack(lane)
    } else {
      _ = await run.process(lane)
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
    let jittered = policy.delay(afterAttempt: failures, using: run.broker.configuration.random)
    let deadline = run.broker.clock.now.advanced(by: max(.seconds(1), jittered ?? .zero))
    let sleeper = Sleeper()
    try? await run.stop.during {  // It ends early on the stop signal, which the caller looks at.
      try await sleeper.sleep(until: deadline, on: run.broker.clock)
    } onStop: {
      sleeper.wake(.success(()))
    }
  }
}
