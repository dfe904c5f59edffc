import DovetailTransport
public import ServiceLifecycle

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Receives tasks from a broker's queues and runs their handlers.
///
/// ```swift
/// let worker = Worker(broker, concurrency: 16) {
///   Tasks.resize.handle { key, width in try await images.resize(key, to: width) }
/// }
/// try await worker.run()
/// ```
///
/// A message is deleted when its result is stored, and hidden from other workers while it is worked on.
/// A run that fails is repeated as the retry policy says; after the last one the error is stored as the
/// result, the message is copied to the dead-letter queue, and then deleted.
public struct Worker: Service {
  let broker: Broker
  private let handlers: [TaskHandler]
  private let queues: [String]?
  private let concurrency: Int
  let drainTimeout: Duration
  private let deadLetters: DeadLetterPolicy
  /// How often it publishes what it does; nil: it does not.
  let presence: Duration?
  let switches = PauseSwitches()
  let vitals = WorkerVitals()
  private let lookups = QueueLookups()
  /// When ``run()`` ends of its own accord.
  public var shutdownPolicy = ShutdownPolicy.never
  /// What becomes of the receives that wait when it stops.
  public var pollEnding = PollEnding.patient

  /// The most tasks that a worker runs at once.
  private static let mostConcurrent = 100_000

  /// Makes a worker; it does nothing before ``run()`` or ``drain()``.
  ///
  /// `queues`: those to receive from; nil: all of the broker's but for those that keep the dead letters of
  /// others. `concurrency`: how many tasks run at
  /// once, 1 to 100,000; by default twice the number of cores. `drainTimeout`: how long tasks may go on
  /// after the shutdown has begun, before they are cancelled. `presence`: how often ``run()`` publishes
  /// what it does to the blob store, for ``Broker/workers()``, at least every second; nil: never.
  public init(
    _ broker: Broker, queues: [String]? = nil, concurrency: Int? = nil,
    drainTimeout: Duration = .seconds(25), deadLetters: DeadLetterPolicy = .keep,
    presence: Duration? = nil, @HandlerBuilder handlers: () -> [TaskHandler]
  ) {
    self.broker = broker
    self.handlers = handlers()
    self.queues = queues
    let wanted = concurrency ?? 2 * ProcessInfo.processInfo.activeProcessorCount
    self.concurrency = min(max(1, wanted), Self.mostConcurrent)
    self.drainTimeout = drainTimeout
    self.deadLetters = deadLetters
    self.presence = presence
  }

  /// Works until the shutdown of the service group, cancellation, or what its shutdown policy says;
  /// returns when what ran has ended.
  ///
  /// Throws ``TaskError`` or `TransportError` when it cannot start: handlers of one name, an unknown
  /// queue, a queue without a dead-letter queue.
  public func run() async throws {
    let stop = StopSignal()
    let work = try await prepare(stop, ending: shutdownPolicy)
    vitals.start(work.profiles, concurrency: concurrency)
    defer { vitals.enter(.ended) }
    // Awaited at once; of its own, so that cancellation does not reach what has begun.
    let service = Task(executorPreference: broker.services.executor) {
      try await present { await work.serve(drainTimeout: drainTimeout) }
    }
    try await stopping(stop) { try await service.value }
  }

  /// Makes ready to work; `hosted`: on what a host has received from this queue.
  func prepare(
    _ stop: StopSignal, ending policy: ShutdownPolicy = .never, hosted: String? = nil
  ) async throws -> WorkerRun {
    let handlers = try HandlerTable(handlers)
    let profiles = try await profiles(of: hosted.map { [$0] } ?? queues, isFresh: hosted == nil)
    if hosted == nil { try handlers.check(queues: profiles.map(\.name)) }
    return WorkerRun(
      broker, handlers: handlers, profiles: profiles,
      concurrency: concurrency, switches: switches, vitals: vitals, stop: stop,
      watch: ShutdownWatch(policy, stop: stop, clock: broker.clock),
      pollGrace: pollEnding.grace(within: drainTimeout), isHosted: hosted != nil)
  }

  /// The queues of these names; nil: all that the broker has declared, but for dead-letter queues.
  ///
  /// `isFresh`: as they are now.
  private func profiles(of names: [String]?, isFresh: Bool) async throws -> [QueueProfile] {
    let routes = try (names ?? broker.configuration.allQueues.map(\.name))
      .map(broker.pipeline.route)
    var found: [(route: QueueRoute, attributes: QueueAttributes)] = []
    for route in routes {
      let attributes = try await lookups.attributes(of: route.name, on: broker, isFresh: isFresh)
      found.append((route, attributes))
    }
    let kept = Set(found.compactMap { $0.attributes.redrivePolicy?.deadLetterTarget.queue })
    return try found.filter { names != nil || !kept.contains($0.route.name) }.map {
      try QueueProfile($0.route, $0.attributes, of: broker, deadLetters)
    }
  }

  /// Triggers the signal on shutdown and on cancellation of the caller.
  func stopping<Value: Sendable>(
    _ stop: StopSignal, _ body: () async throws -> Value
  ) async rethrows -> Value {
    try await withTaskCancellationHandler {
      try await withGracefulShutdownHandler {
        try await body()
      } onGracefulShutdown: {
        stop.trigger()
      }
    } onCancel: {
      stop.trigger()
    }
  }
}
