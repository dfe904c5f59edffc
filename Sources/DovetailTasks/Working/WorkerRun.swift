import DovetailTransport
import Logging
import Synchronization

/// One run of a worker: what it holds from its start to its end.
final class WorkerRun: Sendable {
  let broker: Broker
  let profiles: [QueueProfile]
  let reader: MessageReader
  let settlement: Settlement
  let limiters: [String: TaskLimiter]
  /// Nil when no handler works on batches.
  let batches: BatchTable?
  let leases: LeaseTable
  /// For bodies that run.
  let permits: Permits
  /// For messages that are held.
  let holds: Permits
  /// How many messages of all queues are to have a permit and have had none: see ``Backlog``.
  let backlog = Atomic(0)
  let concurrency: Int
  let switches: PauseSwitches
  let vitals: WorkerVitals
  let pool: BlockingPool
  let signals: WorkerSignals
  /// How long a poll over a network may go on when the worker stops.
  let pollGrace: Duration
  /// Told of what its end depends on; nil: on nothing but the stop signal.
  let watch: ShutdownWatch?

  /// How many messages are held for each body that may run at once; or as many as its batch takes, and
  /// those of a receive, so that a batch gets full.
  private static let holdsPerPermit = 10

  init(
    _ broker: Broker, handlers: HandlerTable, profiles: [QueueProfile], concurrency: Int,
    switches: PauseSwitches, vitals: WorkerVitals, stop: StopSignal, watch: ShutdownWatch?,
    pollGrace: Duration, isHosted: Bool
  ) {
    let clock = broker.clock
    self.broker = broker
    self.profiles = profiles
    self.concurrency = concurrency
    self.switches = switches
    self.vitals = vitals
    self.watch = watch
    self.pollGrace = pollGrace
    pool = BlockingPool(threads: concurrency, counter: broker.services.executor)
    signals = WorkerSignals(stop: stop)
    leases = LeaseTable(clock: clock)
    permits = Permits(concurrency)
    batches = BatchTable(handlers, profiles, clock: clock)
    let largestCall = batches.map { $0.largestCall + SQSLimits.batchEntries } ?? 0
    holds = Permits(max(Self.holdsPerPermit, largestCall) * concurrency)
    limiters = handlers.all.compactMapValues { TaskLimiter($0, clock: clock) }
    reader = MessageReader(
      handlers: handlers, broker: broker,
      payloads: PayloadReader(
        payloads: broker.payloads, results: broker.results, random: broker.configuration.random,
        clock: clock))
    settlement = Settlement(
      transport: broker.services.transport, results: broker.results, payloads: broker.payloads,
      clock: clock, logger: broker.configuration.logger, metrics: broker.runMetrics,
      signals: signals, isHosted: isHosted)
  }

  /// Receives and runs until the stop signal; then lets what runs end, at most for `drainTimeout`.
  func serve(drainTimeout: Duration) async {
    let timers = EndTimers()
    watch?.begin()
    await withLeasesKept {
      await signals.stop.during {
        await withDiscardingTaskGroup { pollers in
          for profile in profiles {
            pollers.addTask {
              await QueuePoller(run: self, profile: profile).run()
            }
          }
        }
      } onStop: {
        // The time counts from the signal, however late the pollers get their turn.
        self.begin(toEndWithin: drainTimeout, timers)
      }
      await flushProducers()
    }
    watch?.finish()
    timers.cancel()
  }

  /// Sends what the tasks that ran have left to be sent later, as long as there is time.
  private func flushProducers() async {
    let isOver = OneShot<Void>()
    // Ends when the broker has sent or given up what it holds; who waits for it here may go on before.
    Task(executorPreference: broker.services.executor) {
      await self.broker.flush()
      isOver.set(())
    }
    await signals.abandon.during {
      await isOver.value()
    } onStop: {
      isOver.set(())
    }
  }

  /// Lets all that waits go on and find that nothing more is begun; sets the clock for the rest.
  func begin(toEndWithin drainTimeout: Duration, _ timers: EndTimers) {
    vitals.enter(.stopping)
    for profile in profiles { profile.acknowledger.hurry() }
    for limiter in limiters.values { limiter.open() }
    batches?.close()
    for permits in [permits, holds] + profiles.compactMap(\.permits) { permits.open() }
    let clock = broker.clock
    let deadline = clock.now.advanced(by: drainTimeout)
    // What is cancelled has this long to return, to be given back and deleted.
    let margin = min(.seconds(3), drainTimeout / 4)
    timers.add(
      clock.schedule(at: deadline.advanced(by: .zero - margin)) { [signals] in
        signals.cancelBodies()
      })
    timers.add(
      clock.schedule(at: deadline) { [signals] in
        signals.leaveBehind()
      })
  }

  /// Receives up to `count` messages, and begins to hold them.
  func receive(
    upTo count: Int, from profile: QueueProfile, waitTime: Duration
  ) async throws -> [MessageLane] {
    let messages = try await broker.services.transport.receive(
      from: profile.queue,
      ReceiveOptions(
        maxMessages: min(count, profile.receiveBatch),
        visibilityTimeout: profile.visibilityTimeout, waitTime: waitTime))
    return lanes(of: messages, profile)
  }

  /// Puts messages that were just received into lanes, and begins to hold them.
  func lanes(of messages: [ReceivedMessage], _ profile: QueueProfile) -> [MessageLane] {
    holds.take(messages.count)
    profile.acknowledger.expect(messages.count)
    watch?.received(messages.count)
    broker.runMetrics?.received(messages, from: profile.queue, at: broker.clock.now)
    let now = broker.clock.uptime
    let held = messages.map { message in
      Lease(message, from: profile.queue, at: now, visibility: profile.visibilityTimeout)
    }
    leases.add(held)
    return MessageLane.split(held, of: profile)
  }

  /// Runs a task's body, and says what is to become of its message.
  nonisolated(nonsending) func verdict(of task: PreparedTask, _ delivery: Delivery) async -> Verdict
  {
    defer { watch?.runEnded() }
    let clock = broker.clock
    let key = vitals.begin(RunVitals(delivery, task.task, at: clock))
    let observer = RunObserver(task.task.name, [delivery], subject: delivery.subject, broker)
    let verdict = await TaskRun(
      of: task, delivery, in: self,
      onCancel: { [vitals] in vitals.cancelled(key, on: clock) { observer.isStuck() } }
    ).verdict()
    let outcomes = [RecentRun.Outcome(verdict)]
    if vitals.end(key, outcomes, at: clock.now) { observer.isStuckNoMore() }
    observer.ended()
    return verdict
  }

  /// Gives a message back that is not to be run.
  func giveBack(_ lease: Lease, _ profile: QueueProfile) async -> TaskReport {
    let delivery = Delivery(lease: lease, profile: profile)
    return await settle(lease.isLost ? .lost : .release, delivery)
  }

  /// Does what a verdict says, and holds the message no longer.
  nonisolated(nonsending) func settle(_ verdict: Verdict, _ delivery: Delivery) async -> TaskReport
  {
    await report(settlement.settle(verdict, delivery), delivery)
  }

  /// Reports what became of a delivery; when it `isOver`, the message is held no longer.
  nonisolated(nonsending) func report(
    _ outcome: TaskReport.Outcome, _ delivery: Delivery, isOver: Bool = true
  ) async -> TaskReport {
    if isOver {
      leases.remove(delivery.lease)
      if !outcome.isSettled { delivery.profile.acknowledger.dismiss() }
      await delivery.progress?.end(removes: outcome != .lost && outcome != .stuck)
      holds.release()
      watch?.letGo()
      broker.runMetrics?.letGo(of: delivery.profile.queue)
    }
    broker.runMetrics?.count(outcome, known(delivery.task?.name), of: delivery.profile.queue)
    return TaskReport(
      id: delivery.id, name: delivery.task?.name, messageID: delivery.message.id,
      attempt: delivery.attempt, outcome: outcome)
  }

  /// The name of a task that this worker has a handler of: others would be without number.
  private func known(_ name: String?) -> String {
    name.flatMap { reader.handlers.all[$0]?.name } ?? "unknown"
  }

  /// Renews leases while `body` runs.
  func withLeasesKept<Value: Sendable>(
    _ body: () async throws -> Value
  ) async rethrows -> Value {
    let keeper = LeaseKeeper(
      leases: leases, transport: broker.services.transport, clock: broker.clock,
      logger: broker.configuration.logger, metrics: broker.runMetrics,
      executor: broker.services.executor ?? LeaseExecutor.shared)
    async let keeping: Void = keeper.run()
    defer { leases.finish() }
    let value = try await body()
    leases.finish()
    await keeping
    return value
  }
}
