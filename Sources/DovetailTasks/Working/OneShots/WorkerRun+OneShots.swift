import DovetailTransport

extension WorkerRun {
  private typealias Lanes = ThrowingTaskGroup<[TaskReport], any Error>

  /// Runs up to `limit` deliveries of what is due, and what that makes due, and returns a report of each.
  func process(
    upTo limit: Int, waitingUpTo patience: Duration, drainTimeout: Duration
  ) async throws -> [TaskReport] {
    let deadline = broker.clock.now.advanced(by: patience)
    let timers = EndTimers()
    defer { timers.cancel() }
    return try await withLeasesKept {
      try await signals.stop.during {
        try await withThrowingTaskGroup(of: [TaskReport].self) { running in
          var reports: [TaskReport] = []
          var (lanes, received, passes) = (0, 0, 0)
          var failure: (any Error)?
          while true {
            let wait = received == 0 ? waitTime(until: deadline, afterPasses: passes) : .zero
            if failure == nil {
              do {
                let started = try await start(
                  upTo: min(concurrency - lanes, limit - received), waitTime: wait, in: &running)
                lanes += started.lanes
                received += started.messages
                passes += 1
                let isFull = lanes >= concurrency || received >= limit
                guard started.lanes == 0 || isFull else { continue }
              } catch {
                failure = error  // What runs is to be done with first.
              }
            }
            if let lane = try await running.next() {
              reports += lane
              lanes -= 1
            } else if let failure {
              throw failure
            } else if received > 0 || broker.clock.now >= deadline || signals.stop.isTriggered {
              return reports
            }
          }
        }
      } onStop: {
        begin(toEndWithin: drainTimeout, timers)
        signals.end.trigger()
      }
    }
  }

  /// How long a receive waits for the first message: with several queues not at all at first, and then
  /// shortly at each.
  private func waitTime(until deadline: Timestamp, afterPasses passes: Int) -> Duration {
    let left = max(.zero, broker.clock.now.duration(to: deadline))
    guard profiles.count > 1 else { return min(left, SQSLimits.waitTime.upperBound) }
    return passes == 0 ? .zero : min(left, .seconds(1))
  }

  /// Receives from every queue, up to `room` messages, and starts to work on them.
  private func start(
    upTo room: Int, waitTime: Duration, in running: inout Lanes
  ) async throws -> (lanes: Int, messages: Int) {
    var started = (lanes: 0, messages: 0)
    for profile in profiles where started.messages < room && !signals.stop.isTriggered {
      let room = min(room - started.messages, profile.permits?.free ?? .max)
      guard room > 0, !switches.isPaused(.queue(profile.name)) else { continue }
      let lanes =
        waitTime > .zero && started.messages == 0
        ? try await QueuePoller(run: self, profile: profile).poll(upTo: room, waitTime: waitTime)
        : try await receive(upTo: room, from: profile, waitTime: .zero)
      started.messages += lanes.reduce(0) { $0 + $1.items.count }
      for lane in lanes {
        started.lanes += 1
        running.addTask {
          await LaneRun(run: self, lane: lane, waitsForRetries: false, onStart: {}).reports()
        }
      }
    }
    return started
  }
}
