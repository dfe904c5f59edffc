import DovetailTransport

// What a worker tells of itself.
extension Worker {
  /// How the worker is, for the probes of a container's host; asks nobody and costs next to nothing.
  ///
  /// Those of `drain()` are not told.
  public var health: WorkerHealth { vitals.health(on: broker.clock, switches) }

  /// Publishes what the worker does while `body` runs, if it is to.
  func present<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
    guard let interval = presence else { return try await body() }
    let publisher = PresencePublisher(
      vitals: vitals, switches: switches, store: try broker.presenceStore(),
      interval: max(.seconds(1), interval), clock: broker.clock,
      random: broker.configuration.random, logger: broker.configuration.logger)
    return try await publisher.during(body)
  }
}
