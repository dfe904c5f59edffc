import DovetailTransport

/// The names of Dovetail's metrics; `docs/observability.md` says what they count.
enum MetricLabel {
  static let sent = "dovetail.send.accepted"
  static let failed = "dovetail.send.failed"
  static let retried = "dovetail.send.retried"
  static let dropped = "dovetail.send.dropped"
  static let splits = "dovetail.send.splits"
  static let pending = "dovetail.send.pending"
  static let batchSize = "dovetail.send.batch.size"
  static let duration = "dovetail.send.duration"
  static let requests = "dovetail.requests"
}
