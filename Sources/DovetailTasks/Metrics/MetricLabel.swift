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

  static let runDuration = "dovetail.run.duration"
  static let runWait = "dovetail.run.wait"
  static let age = "dovetail.run.age"
  static let held = "dovetail.run.held"
  static let running = "dovetail.run.running"
  static let stuck = "dovetail.run.stuck"
  static let lostLeases = "dovetail.run.leases.lost"
  static let discarded = "dovetail.run.discarded"
  static let droppedNotes = "dovetail.run.notes.dropped"
}
