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
    /// Made when a report has to wait.
    var alarm: Alarm?
    /// Who waits for the write that is under way.
    var onWritten: OneShot<Void>?
  }

  private let task: TaskID
  private let backend: any ProgressBackend
  private let broker: Broker
  /// Knows what log lines say of the message.
  private let lease: Lease
  private let fields = Mutex(Fields())

  /// Nil when the broker keeps no results, or the backend no progress.
  init?(_ task: TaskID, _ broker: Broker, lease: Lease) {
    guard let backend = broker.results?.progress else { return nil }
    self.task = task
    self.backend = backend
    self.broker = broker
    self.lease = lease
  }

  /// Takes a report; it is stored at once, or as soon as the interval since the last one is over.
  func report(_ progress: TaskProgress) {
    let now = broker.clock.now
    var progress = progress
    progress.reportedAt = now
    fields.withLock { [progress] in $0.latest = progress }
    proceed()
  }

  /// Takes no more reports; removes what was stored, unless it may be another worker's.
  nonisolated(nonsending) func end(removes: Bool) async {
    let (isNeeded, write, alarm) = fields.withLock { fields in
      fields.isOver = true
      fields.latest = nil
      if fields.isWriting { fields.onWritten = OneShot() }
      return (fields.hasWritten && removes, fields.onWritten, fields.alarm)
    }
    alarm?.cancel()
    await write?.value()
    guard isNeeded else { return }
    do {
      try await backend.removeProgress(of: task)
    } catch {
      broker.configuration.logger.warning(
        "The progress of a run could not be removed: \(error)", metadata: lease.subject.metadata)
    }
  }

  private func proceed() {
    let now = broker.clock.now
    let (report, next) = fields.withLock { fields -> (TaskProgress?, Timestamp?) in
      guard !fields.isOver, !fields.isWriting, let latest = fields.latest else { return (nil, nil) }
      if let next = fields.nextWrite, now < next { return (nil, next) }
      fields.latest = nil
      fields.isWriting = true
      fields.hasWritten = true
      fields.nextWrite = now.advanced(by: broker.configuration.progressInterval)
      return (latest, nil)
    }
    if let report {
      // Ends with its request, which the end of the run waits for.
      Task(executorPreference: broker.services.executor) { await self.write(report) }
    } else if let next {
      let alarm = fields.withLock { fields in
        let alarm = fields.alarm ?? Alarm(on: broker.clock)
        fields.alarm = alarm
        return alarm
      }
      alarm.set(for: next) { [weak self] in self?.proceed() }
    }
  }

  private func write(_ report: TaskProgress) async {
    do {
      try await backend.storeProgress(report, of: task)
    } catch {
      broker.configuration.logger.debug(
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
