import DovetailTransport
import Logging

/// One run of a worker: what it holds from its start to its end.
struct WorkerRun: Sendable {
  let broker: Broker
  let profiles: [QueueProfile]
  let messageRun: MessageRun
  let settlement: Settlement
  let leases: LeaseTable
  let permits: Permits
  let concurrency: Int
  /// Set when no more is to be received.
  let stop: StopSignal
  /// Set when the bodies that still run are cancelled.
  let end: StopSignal

  init(
    _ broker: Broker, handlers: [String: TaskHandler], profiles: [QueueProfile], concurrency: Int,
    stop: StopSignal
  ) {
    let end = StopSignal()
    self.broker = broker
    self.profiles = profiles
    self.concurrency = concurrency
    self.stop = stop
    self.end = end
    leases = LeaseTable(clock: broker.clock)
    permits = Permits(concurrency)
    messageRun = MessageRun(
      handlers: handlers, configuration: broker.configuration, results: broker.results,
      payloads: PayloadReader(
        payloads: broker.payloads, results: broker.results, random: broker.configuration.random),
      clock: broker.clock, end: end)
    settlement = Settlement(
      transport: broker.services.transport, results: broker.results, payloads: broker.payloads,
      clock: broker.clock, logger: broker.configuration.logger, end: end)
  }

  /// Receives and runs until the stop signal; then lets what runs end, at most for `drainTimeout`.
  func serve(drainTimeout: Duration) async {
    let drain = Sleeper()
    await withLeasesKept {
      await stop.during {
        await withDiscardingTaskGroup { pollers in
          for profile in profiles {
            pollers.addTask { await QueuePoller(run: self, profile: profile).run() }
          }
        }
        drain.wake(.failure(CancellationError()))
      } onStop: {
        // The time counts from the signal, however late the task gets its turn.
        let deadline = broker.clock.now.advanced(by: drainTimeout)
        Task {  // Ends with the pollers, or at the deadline.
          guard (try? await drain.sleep(until: deadline, on: broker.clock)) != nil else { return }
          end.trigger()
        }
      }
    }
  }

  /// Runs what is due, and what that makes due, and returns a report of each delivery.
  func drain() async throws -> [TaskReport] {
    try await withLeasesKept {
      try await stop.during {
        try await withThrowingTaskGroup(of: [TaskReport].self) { running in
          var reports: [TaskReport] = []
          var count = 0
          while true {
            let started = try await start(upTo: concurrency - count, in: &running)
            count += started
            guard started == 0 || count >= concurrency else { continue }
            guard let lane = try await running.next() else { return reports }
            reports += lane
            count -= 1
          }
        }
      } onStop: {
        end.trigger()
      }
    }
  }

  /// Receives from every queue, up to `room` messages, and starts to work on them.
  private func start(
    upTo room: Int, in running: inout ThrowingTaskGroup<[TaskReport], any Error>
  ) async throws -> Int {
    var started = 0
    for profile in profiles where started < room && !stop.isTriggered {
      let room = min(room - started, profile.permits?.free ?? .max)
      guard room > 0 else { continue }
      let messages = try await receive(upTo: room, from: profile, waitTime: .zero)
      for lane in lanes(of: messages, profile) {
        started += 1
        await profile.permits?.acquire()
        running.addTask {
          defer { profile.permits?.release() }
          return await process(lane)
        }
      }
    }
    return started
  }

  /// Receives up to `count` messages.
  func receive(
    upTo count: Int, from profile: QueueProfile, waitTime: Duration
  ) async throws -> [ReceivedMessage] {
    try await broker.services.transport.receive(
      from: profile.queue,
      ReceiveOptions(
        maxMessages: min(count, profile.receiveBatch),
        visibilityTimeout: profile.visibilityTimeout, waitTime: waitTime))
  }

  /// Puts messages that were just received into lanes, and begins to hold them.
  func lanes(of messages: [ReceivedMessage], _ profile: QueueProfile) -> [MessageLane] {
    MessageLane.split(messages, from: profile) { message in
      let lease = Lease(
        message.receipt, on: profile.queue, at: broker.clock.now,
        visibility: profile.visibilityTimeout)
      leases.add(lease)
      return lease
    }
  }

  /// Runs a lane's tasks in order and settles what becomes of each.
  ///
  /// When one is not done with, those behind it are given back: the group's order holds.
  func process(_ lane: MessageLane) async -> [TaskReport] {
    var reports: [TaskReport] = []
    for item in lane.items {
      let mayRun = reports.last?.outcome.isSettled ?? true
      reports.append(
        mayRun ? await process(item, lane.profile) : await giveBack(item, lane.profile))
    }
    return reports
  }

  private func process(_ item: MessageLane.Item, _ profile: QueueProfile) async -> TaskReport {
    var delivery = Delivery(message: item.message, profile: profile, lease: item.lease)
    let verdict = item.lease.isLost ? .lost : await messageRun.verdict(on: &delivery)
    return await settle(verdict, delivery)
  }

  /// Gives messages back that are not to be run any more.
  func giveBack(_ lane: MessageLane) async {
    for item in lane.items { _ = await giveBack(item, lane.profile) }
  }

  private func giveBack(_ item: MessageLane.Item, _ profile: QueueProfile) async -> TaskReport {
    await settle(
      .release, Delivery(message: item.message, profile: profile, lease: item.lease))
  }

  private func settle(_ verdict: Verdict, _ delivery: Delivery) async -> TaskReport {
    let outcome = await settlement.settle(verdict, delivery)
    leases.remove(delivery.lease)
    return TaskReport(
      id: delivery.id, name: delivery.task?.name, messageID: delivery.message.id,
      attempt: delivery.attempt, outcome: outcome)
  }

  /// Renews leases while `body` runs.
  private func withLeasesKept<Value: Sendable>(
    _ body: () async throws -> Value
  ) async rethrows -> Value {
    let keeper = LeaseKeeper(
      leases: leases, transport: broker.services.transport, clock: broker.clock,
      logger: broker.configuration.logger)
    async let keeping: Void = keeper.run()
    defer { leases.finish() }
    let value = try await body()
    leases.finish()
    await keeping
    return value
  }
}
