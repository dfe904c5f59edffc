import DovetailTransport
import Logging
import Synchronization

/// Stores how far one message's runs have come, the latest report of each interval, and removes it at the
/// end.
final class ProgressReporter: Sendable {
  private struct Fields {
    var latest: TaskProgress?
    var nextWrite: Timestamp?
    var isWriting = false
    var hasWritten = false
    var isOver = false
    /// Who waits for the write that is under way.
    var onWritten: OneShot<Void>?
  }

  private let task: TaskID
  private let backend: any ProgressBackend
  private let executor: (any TaskExecutor)?
  private let interval: Duration
  private let clock: any WallClock
  private let logger: Logger
  /// Knows what log lines say of the message.
  private let lease: Lease
  private let alarm: Alarm
  private let fields = Mutex(Fields())

  /// Nil when the broker keeps no results, or the backend no progress.
  init?(
    _ task: TaskID, _ results: NotifyingResults?, _ configuration: BrokerConfiguration,
    lease: Lease, clock: any WallClock
  ) {
    guard let backend = results?.backend as? any ProgressBackend else { return nil }
    self.task = task
    self.backend = backend
    executor = results?.executor
    interval = configuration.progressInterval
    logger = configuration.logger
    self.lease = lease
    self.clock = clock
    alarm = Alarm(on: clock)
  }

  /// Takes a report; it is stored at once, or as soon as the interval since the last one is over.
  func report(_ progress: TaskProgress) {
    let now = clock.now
    var progress = progress
    progress.reportedAt = now
    fields.withLock { [progress] in $0.latest = progress }
    proceed()
  }

  /// Takes no more reports; removes what was stored, unless it may be another worker's.
  func end(removes: Bool) async {
    let (isNeeded, write) = fields.withLock { fields in
      fields.isOver = true
      fields.latest = nil
      if fields.isWriting { fields.onWritten = OneShot() }
      return (fields.hasWritten && removes, fields.onWritten)
    }
    alarm.cancel()
    await write?.value()
    guard isNeeded else { return }
    do {
      try await backend.removeProgress(of: task)
    } catch {
      logger.warning(
        "The progress of a run could not be removed: \(error)", metadata: lease.subject.metadata)
    }
  }

  private func proceed() {
    let now = clock.now
    let (report, next) = fields.withLock { fields -> (TaskProgress?, Timestamp?) in
      guard !fields.isOver, !fields.isWriting, let latest = fields.latest else { return (nil, nil) }
      if let next = fields.nextWrite, now < next { return (nil, next) }
      fields.latest = nil
      fields.isWriting = true
      fields.hasWritten = true
      fields.nextWrite = now.advanced(by: interval)
      return (latest, nil)
    }
    if let report {
      // Ends with its request, which the end of the run waits for.
      Task(executorPreference: executor) { await self.write(report) }
    } else if let next {
      alarm.set(for: next) { [weak self] in self?.proceed() }
    }
  }

  private func write(_ report: TaskProgress) async {
    do {
      try await backend.storeProgress(report, of: task)
    } catch {
      logger.debug(
        "The progress of a run could not be stored: \(error)", metadata: lease.subject.metadata)
    }
    let waiting = fields.withLock { fields in
      fields.isWriting = false
      return fields.onWritten
    }
    waiting?.set(())
    proceed()
  }
}
