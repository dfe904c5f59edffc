import DovetailTransport

/// Results that are stored in one step with the deletes of their tasks' messages: the transport and the
/// result backend are of one database.
struct JointResults: Sendable {
  let transport: any ConcludingTransport
  let results: NotifyingResults
  private let backend: BlobResultBackend

  /// Nil when they are not.
  init?(_ transport: any QueueTransport, _ results: NotifyingResults?) {
    guard let results, let backend = results.backend as? BlobResultBackend,
      let transport = transport as? any ConcludingTransport,
      transport.commits(with: backend.folder.store)
    else { return nil }
    self.transport = transport
    self.results = results
    self.backend = backend
  }

  /// What is stored of a success, whatever was there; throws when it has no form.
  func object(of result: TaskResult, for task: TaskID) throws -> Conclusion.Object {
    try backend.object(of: result, for: task)
  }
}
