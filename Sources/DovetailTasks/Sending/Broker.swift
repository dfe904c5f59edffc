public import DovetailTransport
import Logging
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
  let results: NotifyingResults?
  private let isClosed = Atomic(false)

  /// Makes a broker, and makes or looks up its queues.
  ///
  /// Throws ``TransportError`` for a queue name against the rules, a missing queue that is not to be
  /// made, and when the services cannot be reached; ``TaskError`` for options out of range.
  public init(
    _ services: BrokerServices, _ configuration: BrokerConfiguration = BrokerConfiguration()
  ) async throws {
    try configuration.check()
    var queues: [String: QueueName] = [:]
    for name in [configuration.defaultQueue] + configuration.queues {
      let queue = try QueueName(name)
      guard !queue.isFIFO else {
        throw TaskError(
          .invalidOption,
          "The broker does not send tasks to FIFO queues in this version, so \"\(name)\" is refused. "
            + "Use the transport itself, or a standard queue.")
      }
      queues[name] = queue
    }
    self.services = services
    self.configuration = configuration
    pipeline = SendPipeline(configuration: configuration, queues: queues, clock: services.clock)
    results = services.results.map { NotifyingResults($0, clock: services.clock) }
    let declaration = QueueDeclaration(services.administration, configuration)
    for queue in queues.values.sorted(by: { $0.text < $1.text }) {
      try await declaration.prepare(queue)
    }
  }

  /// The queues that the broker sends to and its workers receive from.
  public var queues: [QueueName] { pipeline.queues.values.sorted { $0.text < $1.text } }

  /// The broker's clock.
  public var clock: any WallClock { services.clock }

  /// Waits for the shutdown of the service group, or for cancellation, and shuts down.
  public func run() async throws {
    try? await gracefulShutdown()  // It throws only to say that the task was cancelled.
    await shutdown()
  }

  /// Closes what was opened for the broker; may be called twice.
  public func shutdown() async {
    guard !isClosed.exchange(true, ordering: .acquiringAndReleasing) else { return }
    await services.close()
  }

  /// Sends one parcel; returns once the queue has accepted it.
  func send<Output>(_ parcel: SendPipeline.Parcel, _: Output.Type) async throws -> Job<Output> {
    _ = try await services.transport.send(parcel.message, to: parcel.queue)
    return Job(id: parcel.id, results: results, clock: clock)
  }
}
