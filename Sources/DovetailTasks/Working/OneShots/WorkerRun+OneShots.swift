import DovetailTransport

extension WorkerRun {
  /// What each lane came to, and the number of the lane.
  private typealias Lanes = ThrowingTaskGroup<(lane: Int, reports: [TaskReport]), any Error>

  /// Runs up to `limit` deliveries of what is due, and what that makes due, and returns a report of each, in
  /// the order in which they were received.
  func process(
    upTo limit: Int, waitingUpTo patience: Duration, drainTimeout: Duration
  ) async throws -> [TaskReport] {
    let deadline = broker.clock.now.advanced(by: patience)
    let timers = EndTimers()
    defer { timers.cancel() }
    return try await withLeasesKept {
      try await signals.stop.during {
        try await withThrowingTaskGroup(of: Lanes.Element.self) { running in
          // What has been gathered for a batch is run when nothing more comes.
          let stillness = batches.map { batches in Stillness { batches.hurry(self) } }
          let receiving = stillness.map(Traveller.init)
          defer { receiving?.rest() }
          var reports: [[TaskReport]] = []
          var (ended, received, passes) = (0, 0, 0)
          var failure: (any Error)?
          while true {
            let wait = received == 0 ? waitTime(until: deadline, afterPasses: passes) : .zero
            await stillness?.waitForOthers()
            let room =
              stillness == nil
              ? concurrency - (reports.count - ended) : min(permits.free, holds.free)
            if failure == nil, room > 0, received < limit {
              do {
                let started = try await start(
                  upTo: (room, limit - received), waitTime: wait, stillness, in: &running, &reports)
                received += started
                passes += 1
                guard started == 0 else { continue }
              } catch {
                failure = error  // What runs is to be done with first.
              }
            }
            receiving?.rest()
            let lane = try await running.next()
            receiving?.move()
            if let lane {
              reports[lane.lane] = lane.reports
              ended += 1
            } else if let failure {
              throw failure
            } else if received > 0 || broker.clock.now >= deadline || signals.stop.isTriggered {
              return reports.flatMap(\.self)
            }
          }
        }
      } onStop: {
        self.begin(toEndWithin: drainTimeout, timers)
        self.signals.cancelBodies()
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

  /// Receives from every queue, and starts to work on what comes; returns how many messages did.
  ///
  /// `room`: how many may run beside those that do, and how many messages may come in all; `reports` gets a
  /// place for each lane.
  private func start(
    upTo room: (runs: Int, messages: Int), waitTime: Duration, _ stillness: Stillness?,
    in running: inout Lanes, _ reports: inout [[TaskReport]]
  ) async throws -> Int {
    var started = 0
    for profile in profiles where !signals.stop.isTriggered {
      let runs = max(0, min(room.runs - started, profile.permits?.free ?? .max))
      let places = batches.map { min($0.openPlaces(in: profile), holds.free) } ?? 0
      let count = min(runs + places, room.messages - started)
      guard count > 0, !switches.isPaused(.queue(profile.name)) else { continue }
      let lanes =
        waitTime > .zero && started == 0
        ? try await QueuePoller(run: self, profile: profile).poll(upTo: count, waitTime: waitTime)
        : try await receive(upTo: count, from: profile, waitTime: .zero)
      started += lanes.reduce(0) { $0 + $1.leases.count }
      for lane in lanes {
        let number = reports.count
        reports.append([])
        let traveller = stillness.map(Traveller.init)
        running.addTask {
          let run = LaneRun(run: self, lane: lane, waitsForRetries: false, traveller: traveller)
          return (number, await run.reports())
        }
      }
    }
    return started
  }
}
