/// Concludes, unless one of the puts that it stands for breaks, or the delete.
///
/// An entry whose put breaks, be it before the act or after it, fails with nothing done: there is no moment
/// between its put and its delete.
extension FaultyQueueTransport: ConcludingTransport {
  /// Whether what is wrapped commits together with what the store wraps, and they share a plan.
  public func commits(with store: any BlobStore) -> Bool {
    guard let inner = inner as? any ConcludingTransport,
      let store = store as? FaultyBlobStore, store.plan === plan
    else { return false }
    return inner.commits(with: store.inner)
  }

  /// Stores and deletes, unless it breaks.
  public func conclude(
    _ entries: [Conclusion], on queue: QueueName
  ) async throws -> [Result<Void, TransportError>] {
    let attempt = "conclude on \(queue)"
    guard let inner = inner as? any ConcludingTransport else {
      throw TransportError(.unsupportedOperation, attempt: attempt)
    }
    let failures = try await brokenPuts(of: entries)
    let others = entries.indices.filter { failures[$0] == nil }.map { entries[$0] }
    guard !others.isEmpty || failures.isEmpty else {
      return entries.indices.compactMap { failures[$0].map(Result.failure) }
    }
    let call = FaultCall(
      action: .delete, place: queue.text, attempt: attempt,
      entries: others.map { .receipt($0.receipt) })
    var outcomes = try await plan.carry(call, batch: others) {
      try await inner.conclude($0, on: queue)
    }
    for (place, error) in failures.sorted(by: { $0.key < $1.key }) {
      outcomes.insert(.failure(error), at: min(place, outcomes.count))
    }
    return outcomes
  }

  /// The errors of entries whose puts break, by their places.
  private func brokenPuts(of entries: [Conclusion]) async throws -> [Int: TransportError] {
    var failures: [Int: TransportError] = [:]
    for (place, entry) in entries.enumerated() {
      guard let key = entry.object?.key else { continue }
      do {
        _ = try await plan.carry(FaultCall(putting: key, .always)) { _ in }
      } catch let error as TransportError {
        failures[place] = error
      }
    }
    return failures
  }
}
