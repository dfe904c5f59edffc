/// How the end of a worker comes about, one after the other.
struct WorkerSignals: Sendable {
  /// Nothing more is received, and nothing that waits is begun.
  let stop: StopSignal
  /// The bodies that still run, which are to be cancelled then.
  let bodies = StartedBodies()
  /// What has not ended is left behind.
  let abandon = StopSignal()

  init(stop: StopSignal) {
    self.stop = stop
  }

  /// Cancels the bodies that still run.
  func cancelBodies() {
    bodies.cancel()
  }

  /// Leaves behind what has not ended.
  func leaveBehind() {
    bodies.cancel()
    bodies.abandon()
    abandon.trigger()
  }
}
