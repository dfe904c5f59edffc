import DovetailTransport

/// About how many messages a queue holds.
public struct QueueCounts: Hashable, Sendable {
  /// Messages that can be received.
  public let available: Int
  /// Messages that were received and are not yet deleted or visible again.
  public let inFlight: Int
  /// Messages whose delay is not over.
  public let delayed: Int

  /// All of them.
  public var total: Int { available + inFlight + delayed }
}

extension Broker {
  /// About how many messages one queue holds, named without the broker's prefix.
  ///
  /// Throws ``TaskError`` with `unknownQueue`, and `TransportError`.
  public func counts(of queue: String) async throws -> QueueCounts {
    let name = try pipeline.route(queue).name
    let attributes = try await services.administration.attributes(of: name)
    return QueueCounts(
      available: attributes.approximateMessages ?? 0,
      inFlight: attributes.approximateMessagesInFlight ?? 0,
      delayed: attributes.approximateMessagesDelayed ?? 0)
  }
}
