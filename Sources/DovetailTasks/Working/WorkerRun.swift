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
      clock: broker.clock, end: end)
    settlement = Settlement(
      transport: broker.services.transport, results: broker.results, clock: broker.clock,
      logger: broker.configuration.logger, end: end)
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
        try await withThrowingTaskGroup(of: TaskReport.self) { running in
          var reports: [TaskReport] = []
          var count = 0
          while true {
            let started = try await start(upTo: concurrency - count, in: &running)
            count += started
            guard started == 0 || count >= concurrency else { continue }
            guard let report = try await running.next() else { return reports }
            reports.append(report)
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
    upTo room: Int, in running: inout ThrowingTaskGroup<TaskReport, any Error>
  ) async throws -> Int {
    var started = 0
    for profile in profiles where started < room && !stop.isTriggered {
      for message in try await receive(upTo: room - started, from: profile, waitTime: .zero) {
        started += 1
        let lease = lease(on: message, profile)
        running.addTask { await process(message, profile, lease) }
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
        maxMessages: min(count, SQSLimits.batchEntries),
        visibilityTimeout: broker.configuration.visibilityTimeout, waitTime: waitTime))
  }

  /// Begins to hold a message that was just received.
  func lease(on message: ReceivedMessage, _ profile: QueueProfile) -> Lease {
    let lease = Lease(
      message.receipt, on: profile.queue, at: broker.clock.now,
      visibility: broker.configuration.visibilityTimeout)
    leases.add(lease)
    return lease
  }

  /// Runs a message's task and settles what becomes of it.
  func process(
    _ message: ReceivedMessage, _ profile: QueueProfile, _ lease: Lease
  ) async -> TaskReport {
    var delivery = Delivery(message: message, profile: profile, lease: lease)
    let verdict = lease.isLost ? .lost : await messageRun.verdict(on: &delivery)
    return await settle(verdict, delivery)
  }

  /// Gives a message back that is not to be run any more.
  func giveBack(_ message: ReceivedMessage, _ profile: QueueProfile, _ lease: Lease) async {
    _ = await settle(.release, Delivery(message: message, profile: profile, lease: lease))
  }

  private func settle(_ verdict: Verdict, _ delivery: Delivery) async -> TaskReport {
    let outcome = await settlement.settle(verdict, delivery)
    leases.remove(delivery.lease)
    return TaskReport(
      id: delivery.task?.id, name: delivery.task?.name, messageID: delivery.message.id,
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
