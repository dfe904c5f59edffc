public import DovetailTransport
import Logging
import Metrics
public import ServiceLifecycle
import Synchronization

/// Sends tasks to queues and finds their results.
///
/// It works from the moment it has been made. As a service, ``run()`` waits for the shutdown; in a
/// `ServiceGroup` put it before its workers, so that it goes after them.
public final class Broker: Service, Sendable {
  let services: BrokerServices
  let configuration: BrokerConfiguration
  let pipeline: SendPipeline
  let chain: SendChain
  let batchers: [QueueName: SendBatcher]
  let results: NotifyingResults?
  let payloads: PayloadStore?
  let meter: RequestMeter
  let runMetrics: RunMetrics?
  private let ending = Mutex<Task<Void, Never>?>(nil)

  /// Makes a broker, and makes or looks up its queues.
  ///
  /// Throws ``TransportError`` for a queue name against the rules, a missing queue that is not to be
  /// made, and when the services cannot be reached; ``TaskError`` for options out of range.
  public init(
    _ services: BrokerServices, _ configuration: BrokerConfiguration = BrokerConfiguration()
  ) async throws {
    try configuration.check()
    try configuration.payloads.check(hasBlobs: services.blobs != nil)
    let declaration = QueueDeclaration(services, configuration)
    var routes: [String: QueueRoute] = [:]
    for queue in configuration.allQueues {
      routes[queue.name] = try await declaration.prepare(queue)
    }
    let metrics = configuration.metrics ?? MetricsSystem.factory
    meter = RequestMeter(metrics: metrics)
    runMetrics = RunMetrics(from: metrics)
    let services = services.metered(by: meter)
    self.services = services
    self.configuration = configuration
    let payloads = services.blobs.map { PayloadStore($0, configuration, services) }
    self.payloads = payloads
    pipeline = SendPipeline(
      configuration: configuration, routes: routes, clock: services.clock, payloads: payloads)
    chain = SendChain(middleware: configuration.middleware)
    results = services.results.map { NotifyingResults($0, services, configuration) }
    let batchers = routes.values.map { route in
      SendBatcher(
        route.name, route.declared.batching ?? configuration.batching, over: services.transport,
        clock: services.clock, random: configuration.random, payloads: payloads,
        executor: services.executor, metrics: SendMetrics(of: route.name, from: metrics))
    }
    self.batchers = Dictionary(uniqueKeysWithValues: batchers.map { ($0.queue, $0) })
  }

  /// The queues that the broker sends to and its workers receive from, with the prefix.
  public var queues: [QueueName] { batchers.keys.sorted { $0.text < $1.text } }

  /// The broker's clock.
  public var clock: any WallClock { services.clock }

  /// Waits for the shutdown of the service group, or for cancellation, and shuts down.
  public func run() async throws {
    try? await gracefulShutdown()  // It throws only to say that the task was cancelled.
    await shutdown()
  }

  /// Sends what is held, and closes what was opened for the broker; returns when that is done, also to
  /// those who call it again.
  ///
  /// Nothing more is taken. What the queues have not accepted at the end of the drain time-out is given
  /// up, and those who wait for it are told so.
  public func shutdown() async {
    let end = ending.withLock { ending in
      // Awaited by each who calls.
      let end = ending ?? Task(executorPreference: services.executor) { await self.close() }
      ending = end
      return end
    }
    await end.value
  }

  private func close() async {
    for batcher in batchers.values { batcher.close() }
    let deadline = clock.now.advanced(by: configuration.drainTimeout)
    let end = clock.schedule(at: deadline) { [batchers] in
      for batcher in batchers.values { batcher.giveUp() }
    }
    await flush()
    end.cancel()
    logFinalCounters()
    await services.close()
  }

  private func logFinalCounters() {
    for status in statuses {
      let counters = status.counters
      configuration.logger.info(
        "The broker is shut down.",
        metadata: [
          "queue": "\(status.queue)", "accepted": "\(counters.accepted)",
          "failed": "\(counters.failed)", "exhausted": "\(counters.exhausted)",
          "withdrawn": "\(counters.withdrawn)", "retried": "\(counters.retried)",
          "requests": "\(counters.requests)", "splits": "\(counters.splits)",
          "buffer_overflows": "\(counters.bufferOverflows)", "oversized": "\(counters.oversized)",
        ])
    }
  }
}
