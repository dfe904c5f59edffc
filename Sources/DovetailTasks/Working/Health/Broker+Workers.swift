import DovetailTransport

extension Broker {
  /// What workers have published of themselves that were made with `presence`: at most 1,000, those
  /// started first first.
  ///
  /// A worker that ends removes its entry. One that dies leaves it for a day: look at
  /// ``WorkerPresence/isOld(at:)``. Reads one object for each. Throws ``TaskError`` with `noBlobs`
  /// without a blob store, and `TransportError`.
  public func workers() async throws -> [WorkerPresence] {
    try await presenceStore().all()
  }

  func presenceStore() throws(TaskError) -> PresenceStore {
    guard let folder = services.blobs else {
      throw TaskError(
        .noBlobs,
        "The broker has no blob store, where workers publish what they do. Give its services blobs."
      )
    }
    return PresenceStore(folder: folder)
  }
}
