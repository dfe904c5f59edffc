import DovetailTransport

/// Works on a lane: its messages one after the other, each until it is done with.
struct LaneRun: Sendable {
  let run: WorkerRun
  let lane: MessageLane
  /// Whether a failed head of a group waits in the lane for its next run; if not, the lane is given back.
  let waitsForRetries: Bool
  /// Tells whether it may still bring messages to a batch; nil: nobody asks.
  let traveller: Traveller?
  /// Told once, when the lane has its first permit or is over; nil: nobody waits for that.
  var backlog: Backlog?

  /// The longest back-off that is waited for in the lane: beyond that, others may have its messages.
  static let longestWait = Duration.seconds(300)

  /// How long a paused task is put off by a run that does not stay to see it resumed.
  private static let pauseOfOneShots = Duration.seconds(30)

  /// Returns how each delivery went.
  nonisolated(nonsending) func reports() async -> [TaskReport] {
    var reports: [TaskReport] = []
    var leases = lane.leases[...]
    var hasStarted = false
    while let lease = leases.first {
      let isWhole = leases.allSatisfy { $0.isHeld(at: run.broker.clock.uptime) }
      if isWhole, reports.last?.outcome.isSettled ?? true {
        tie(leases)
        leases = await process(leases, &reports, &hasStarted)
      } else {
        // What is behind a message that stays, or behind a lost one, must not run: the order holds.
        reports.append(await run.giveBack(lease, lane.profile))
        leases = leases.dropFirst()
      }
    }
    start(&hasStarted)
    traveller?.rest()
    return reports
  }

  /// Works on the first message, and on those that share its calls; returns the messages that are left.
  private nonisolated(nonsending) func process(
    _ leases: Leases, _ reports: inout [TaskReport], _ hasStarted: inout Bool
  ) async -> Leases {
    guard let lease = leases.first else { return leases }
    var delivery = Delivery(lease: lease, profile: lane.profile)
    var prepared: PreparedTask?
    while true {
      let verdict: Verdict
      switch await step(&delivery, &prepared, &hasStarted) {
      case .joins(let task, let gatherer):
        let head = BatchMember(delivery: delivery, prepared: task)
        return await shareCalls(head, leases, by: gatherer, &reports)
      case .ended(let end): verdict = end
      }
      guard case .retry(let pause, let failure) = verdict, mayWait(for: pause) else {
        reports.append(await run.settle(verdict, delivery))
        return leases.dropFirst()
      }
      guard await waits(for: pause, failure, &delivery, &reports) else {
        return leases.dropFirst()
      }
    }
  }

  /// Waits in the lane for the next run of a message; returns whether it is to be run, or else has
  /// reported what became of it.
  func waits(
    for pause: Duration, _ failure: TaskFailure, _ delivery: inout Delivery,
    _ reports: inout [TaskReport]
  ) async -> Bool {
    guard await run.settlement.record(failure, pause, delivery) else {
      reports.append(await run.report(.unsettled, delivery))
      return false
    }
    reports.append(await run.report(.retried(after: pause), delivery, isOver: false))
    let left = await wait(for: pause, holding: delivery.lease)
    if delivery.lease.isLost {
      reports.append(await run.settle(.lost, delivery))
      return false
    }
    if run.signals.stop.isTriggered {
      let outcome = await run.settlement.release(delivery, for: left)
      reports.append(await run.report(outcome, delivery))
      return false
    }
    delivery.attempt += 1
    return true
  }

  /// What comes of having the permits to work on a message.
  private enum Step {
    /// It was run, or is not to be.
    case ended(Verdict)
    /// It is to share a call with others.
    case joins(PreparedTask, BatchGatherer)
  }

  /// Runs the task once, with all the permits that it needs; or finds that it is not to be run, or not
  /// alone.
  private nonisolated(nonsending) func step(
    _ delivery: inout Delivery, _ prepared: inout PreparedTask?, _ hasStarted: inout Bool
  ) async -> Step {
    await acquire()
    defer { release() }
    start(&hasStarted)
    guard !run.signals.stop.isTriggered else { return .ended(.release) }
    guard !delivery.lease.isLost else { return .ended(.lost) }
    if prepared == nil {
      switch await run.reader.prepare(&delivery) {
      case .settled(let verdict): return .ended(verdict)
      case .runnable(let task): prepared = task
      }
    }
    delivery.lease.subject = delivery.subject
    guard let task = prepared else { return .ended(.release) }
    let limiter = run.limiters[task.task.name]
    let pausable = PauseSwitches.Subject.task(task.task.name)
    if !waitsForRetries, run.switches.isPaused(pausable) {
      return .ended(
        delivery.putOff(
          for: Self.pauseOfOneShots, because: "The task is paused in this worker.",
          at: run.broker.clock.now))
    }
    if let gatherer = run.batches?.gatherer(for: task.handler, lane.profile) {
      return .joins(task, gatherer)
    }
    if run.switches.isPaused(pausable) || limiter?.begin() == false {
      // Others may run meanwhile.
      release()
      lane.profile.acknowledger.rest(1)
      await atRest {
        await run.switches.waitWhilePaused(pausable, or: run.signals.stop)
        await limiter?.beginWhenAllowed()
      }
      lane.profile.acknowledger.goOn(1)
      await acquire()
    }
    defer { limiter?.end() }
    guard !run.signals.stop.isTriggered else { return .ended(.release) }
    guard delivery.lease.isHeld(at: run.broker.clock.uptime) else { return .ended(.lost) }
    traveller?.rest()
    defer { goOn() }
    return .ended(await run.verdict(of: task, delivery))
  }

  /// With one of its messages the whole lane is lost: what runs ends too.
  func tie(_ leases: Leases) {
    guard let head = leases.first else { return }
    for follower in leases.dropFirst() { follower.onLoss { head.lose() } }
  }

  private func start(_ hasStarted: inout Bool) {
    guard !hasStarted else { return }
    hasStarted = true
    backlog?.started()
  }

  /// Does what may take long, and brings no message to a batch meanwhile.
  nonisolated(nonsending) func atRest<Value>(_ act: () async -> Value) async -> Value {
    guard let traveller else { return await act() }
    traveller.rest()
    defer { goOn() }
    return await act()
  }

  /// A lane of several messages may bring the next.
  func goOn() {
    if lane.leases.count > 1 { traveller?.move() }
  }

  /// The queue's own permit first: who waits for it must not hold one that other queues could use.
  private nonisolated(nonsending) func acquire() async {
    await lane.profile.permits?.acquire()
    await run.permits.acquire()
  }

  private func release() {
    run.permits.release()
    lane.profile.permits?.release()
  }

  func mayWait(for pause: Duration) -> Bool {
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
