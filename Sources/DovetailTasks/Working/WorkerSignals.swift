/// How the end of a worker comes about, one after the other.
struct WorkerSignals: Sendable {
  /// Nothing more is received, and nothing that waits is begun.
  let stop: StopSignal
  /// The bodies that still run are cancelled.
  let end = StopSignal()
  /// What has not ended is left behind.
  let abandon = StopSignal()

  init(stop: StopSignal) {
    self.stop = stop
  }
}
