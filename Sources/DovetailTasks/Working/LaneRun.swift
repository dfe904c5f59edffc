import DovetailTransport

/// Works on a lane: its messages one after the other, each until it is done with.
struct LaneRun: Sendable {
  let run: WorkerRun
  let lane: MessageLane
  /// Whether a failed head of a group waits in the lane for its next run; if not, the lane is given back.
  let waitsForRetries: Bool
  /// Called when the lane has its first permit.
  let onStart: @Sendable () -> Void

  /// The longest back-off that is waited for in the lane: beyond that, others may have its messages.
  static let longestWait = Duration.seconds(300)

  /// How long a paused task is put off by a run that does not stay to see it resumed.
  private static let pauseOfOneShots = Duration.seconds(30)

  /// Returns how each delivery went.
  func reports() async -> [TaskReport] {
    var reports: [TaskReport] = []
    for (place, item) in lane.items.enumerated() {
      let rest = lane.items[place...]
      let isWhole = rest.allSatisfy { $0.lease.isHeld(at: run.broker.clock.uptime) }
      if isWhole, reports.last?.outcome.isSettled ?? true {
        // With one of its messages the whole lane is lost: what runs ends too.
        for follower in rest.dropFirst() { follower.lease.onLoss { item.lease.lose() } }
        await process(item, &reports)
      } else {
        // What is behind a message that stays, or behind a lost one, must not run: the order holds.
        reports.append(await run.giveBack(item, lane.profile))
      }
    }
    return reports
  }

  private func process(_ item: MessageLane.Item, _ reports: inout [TaskReport]) async {
    var delivery = Delivery(message: item.message, profile: lane.profile, lease: item.lease)
    var prepared: PreparedTask?
    while true {
      let verdict = await verdict(&delivery, &prepared)
      guard case .retry(let pause, let failure) = verdict, mayWait(for: pause) else {
        return reports.append(await run.settle(verdict, delivery))
      }
      guard await run.settlement.record(failure, pause, delivery) else {
        return reports.append(await run.report(.unsettled, delivery))
      }
      reports.append(await run.report(.retried(after: pause), delivery, isOver: false))
      let left = await wait(for: pause, holding: item.lease)
      if item.lease.isLost { return reports.append(await run.settle(.lost, delivery)) }
      if run.signals.stop.isTriggered {
        let outcome = await run.settlement.release(delivery, for: left)
        return reports.append(await run.report(outcome, delivery))
      }
      delivery.attempt += 1
    }
  }

  /// Runs the task once, with all the permits that it needs; or finds that it is not to be run.
  private func verdict(
    _ delivery: inout Delivery, _ prepared: inout PreparedTask?
  ) async -> Verdict {
    await acquire()
    defer { release() }
    if prepared == nil { onStart() }
    guard !run.signals.stop.isTriggered else { return .release }
    guard !delivery.lease.isLost else { return .lost }
    if prepared == nil {
      switch await run.reader.prepare(&delivery) {
      case .settled(let verdict): return verdict
      case .runnable(let task): prepared = task
      }
    }
    delivery.lease.subject = delivery.subject
    guard let task = prepared else { return .release }
    let limiter = run.limiters[task.task.name]
    let pausable = PauseSwitches.Subject.task(task.task.name)
    if !waitsForRetries, run.switches.isPaused(pausable) {
      return delivery.putOff(
        for: Self.pauseOfOneShots, because: "The task is paused in this worker.",
        at: run.broker.clock.now)
    }
    if run.switches.isPaused(pausable) || limiter?.begin() == false {
      // Others may run meanwhile.
      release()
      await run.switches.waitWhilePaused(pausable, or: run.signals.stop)
      await limiter?.beginWhenAllowed()
      await acquire()
    }
    defer { limiter?.end() }
    guard !run.signals.stop.isTriggered else { return .release }
    guard delivery.lease.isHeld(at: run.broker.clock.uptime) else { return .lost }
    return await run.verdict(of: task, delivery)
  }

  /// The queue's own permit first: who waits for it must not hold one that other queues could use.
  private func acquire() async {
    await lane.profile.permits?.acquire()
    await run.permits.acquire()
  }

  private func release() {
    run.permits.release()
    lane.profile.permits?.release()
  }

  private func mayWait(for pause: Duration) -> Bool {
    waitsForRetries && lane.profile.queue.isFIFO && pause <= Self.longestWait
      && !run.signals.stop.isTriggered
  }

  /// Waits for a back-off, or until the worker stops or the lease is lost; returns what is left of it.
  private func wait(for pause: Duration, holding lease: Lease) async -> Duration {
    let clock = run.broker.clock
    let end = clock.uptime + pause
    let deadline = clock.now.advanced(by: pause)
    let sleeper = Sleeper()
    lease.onLoss { sleeper.wake(.success(())) }
    await run.signals.stop.during {
      // It ends early only by the wakes, which the caller looks at.
      try? await sleeper.sleep(until: deadline, on: clock)
    } onStop: {
      sleeper.wake(.success(()))
    }
    return max(.zero, end - clock.uptime)
  }
}
