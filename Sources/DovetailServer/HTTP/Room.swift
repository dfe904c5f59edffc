/// Answers the requests of its paths: SQS, S3, the inspector.
///
/// It runs on the event loop of the connection, so it awaits what takes long and blocks nothing. When the
/// client is gone, its task is cancelled. What it refuses it answers: it throws nothing.
package protocol Room: Sendable {
  /// Answers a request.
  nonisolated(nonsending) func answer(_ request: ServerRequest) async -> ServerResponse
}
