import DovetailTransport

/// A worker's hold on the message whose task runs, as its body can prolong it.
struct MessageHold: Sendable {
  let lease: Lease
  let run: WorkerRun

  private var clock: any WallClock { run.broker.clock }

  /// Hides the message for so long from now.
  func extend(to duration: Duration) async throws {
    guard !lease.isLost else {
      throw gone("the lease was lost; another worker may have the message")
    }
    let timeout = Duration.seconds(duration.wholeSeconds)
    guard !lease.lasts(until: clock.uptime + timeout) else { return }
    guard await lease.takeRenewal() else { throw gone("the task is done with") }
    defer { run.leases.arm() }
    let start = clock.uptime
    do {
      try await run.broker.services.transport.changeVisibility(
        of: lease.receipt, to: timeout, on: lease.queue)
      lease.extended(at: start, to: timeout)
    } catch {
      lease.renewalFailed(at: start, pause: .zero)
      throw error
    }
  }

  private func gone(_ why: String) -> TransportError {
    TransportError(
      .messageNotAvailable, attempt: "extend the hold on a message of \(lease.queue)", detail: why)
  }
}
