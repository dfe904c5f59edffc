import DovetailTransport
import Logging

/// Renews the leases of a worker past half of their time, and finds those that are lost.
struct LeaseKeeper {
  let leases: LeaseTable
  let transport: any QueueTransport
  let clock: any WallClock
  let logger: Logger
  let metrics: RunMetrics?
  /// Not the pool: bodies that fill it must not stop the renewals.
  let executor: any TaskExecutor

  /// Works until the table's ticks end.
  func run() async {
    await withTaskExecutorPreference(executor) {
      await withDiscardingTaskGroup { renewals in
        for await _ in leases.ticks {
          let now = clock.uptime
          for lease in leases.all where lease.loseIfOver(at: now) {
            lost(lease, "A lease ran out before it could be renewed; the task is cancelled.")
          }
          for batch in dueBatches(at: now) {
            renewals.addTask { await renew(batch) }
          }
          leases.arm()
        }
      }
    }
  }

  private struct Batch {
    var queue: QueueName
    var entries: [(lease: Lease, timeout: Duration)]
  }

  /// The leases to be renewed now, in one request for up to ten of a queue.
  private func dueBatches(at now: Duration) -> [Batch] {
    var open: [QueueName: Batch] = [:]
    var full: [Batch] = []
    for lease in leases.all {
      guard let timeout = lease.beginRenewal(at: now) else { continue }
      open[lease.queue, default: Batch(queue: lease.queue, entries: [])]
        .entries.append((lease, timeout))
      if let batch = open[lease.queue], batch.entries.count == SQSLimits.batchEntries {
        full.append(batch)
        open[lease.queue] = nil
      }
    }
    return full + open.values
  }

  private func renew(_ batch: Batch) async {
    let start = clock.uptime
    let changes = batch.entries.map {
      VisibilityChange(receipt: $0.lease.receipt, timeout: $0.timeout)
    }
    do {
      let outcomes = try await transport.changeVisibility(changes, on: batch.queue)
      for (entry, outcome) in zip(batch.entries, outcomes) {
        switch outcome {
        case .success: entry.lease.renewed(at: start, for: entry.timeout)
        case .failure(let error): failed(entry.lease, error)
        }
      }
    } catch {
      for entry in batch.entries { failed(entry.lease, error) }
    }
    leases.arm()
  }

  /// Tells what a failed renewal means: the message gone, no more time to be had, or another try.
  private func failed(_ lease: Lease, _ error: any Error) {
    if (error as? TransportError)?.endsLease ?? false {
      if lease.renewalRefused() { lost(lease, "A lease is lost; the task is cancelled: \(error)") }
    } else if (error as? TransportError)?.code == .visibilityLimitExceeded {
      lease.cannotBeRenewed()
    } else {
      logger.warning(
        "A lease could not be renewed; trying again: \(error)", metadata: lease.subject.metadata)
      lease.renewalFailed(at: clock.uptime, pause: Self.pauseAfterFailure)
    }
  }

  private func lost(_ lease: Lease, _ sentence: String) {
    metrics?.lostLease(on: lease.queue)
    logger.warning("\(sentence)", metadata: lease.subject.metadata)
  }

  private static let pauseAfterFailure = Duration.milliseconds(500)
}

extension TransportError {
  /// Whether the message that a receipt handle names is the holder's no more.
  var endsLease: Bool {
    [.receiptHandleInvalid, .receiptHandleExpired, .messageNotAvailable, .messageNotInFlight]
      .contains(code)
  }
}
