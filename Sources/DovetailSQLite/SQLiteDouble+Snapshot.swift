internal import Dispatch

extension SQLiteDouble {
  /// Writes all that is in the database, as of one instant, into a new file, which can be opened like any other under
  /// a clock of the same kind: accounts, queues, messages in their states, objects, the time.
  ///
  /// It holds what was answered before. Calls on a file go on meanwhile, and its write-ahead log grows until the
  /// copy is made; calls on a database in memory wait. Throws ``TransportError`` with code `storageUnusable` when
  /// there is a file of that path, or none can be made, and `storageFull` when there is no room; then it leaves none.
  public func writeSnapshot(to path: String) async throws {
    let attempt = "write a snapshot to \(path)"
    let snapshot = Snapshot(path: DatabaseOpener.plain(path))
    let opener = DatabaseOpener(location: location, configuration: configuration)
    guard opener.isPersistent else { return try await lane.write(snapshot, attempt) }
    // What does not answer any more has nothing to be copied.
    try await lane.perform(attempt, writes: false) { _ in }
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "dovetail.snapshot").async {
        continuation.resume(
          with: Result {
            do {
              try snapshot.write(opener.openForCopying())
            } catch {
              throw EngineError.translate(error, attempt)
            }
          })
      }
    }
  }
}
