public import DovetailTransport

/// Queues and objects of one database share its commits.
extension SQLiteQueueTransport: ConcludingTransport {
  public func commits(with store: any BlobStore) -> Bool {
    guard let store = store as? SQLiteBlobStore else { return false }
    return store.lane.lane === lane.lane && store.lane.account.id == lane.account.id
  }

  public func conclude(
    _ entries: [Conclusion], on queue: QueueName
  ) async throws -> [Result<Void, TransportError>] {
    let attempt = "conclude on \(queue)"
    let conclude = try attempting(attempt) { () throws(TransportError) in
      try Conclude(entries, on: queue)
    }
    return try await lane.perform(attempt) { try conclude.run(in: $0) }
  }
}
