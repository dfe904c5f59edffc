import DovetailTransport
import Logging

/// Carries out what is to become of a message: results before deletes, copies before deletes.
struct Settlement: Sendable {
  let transport: any QueueTransport
  let results: NotifyingResults?
  let payloads: PayloadStore?
  let clock: any WallClock
  let logger: Logger
  let metrics: RunMetrics?
  let signals: WorkerSignals
  /// Whether a host has received the messages, and itself deletes them or lets them come again.
  let isHosted: Bool

  /// Does what the verdict says; returns what came of it.
  nonisolated(nonsending) func settle(_ verdict: Verdict, _ delivery: Delivery) async
    -> TaskReport.Outcome
  {
    switch verdict {
    case .succeeded(let result): await succeed(result, delivery)
    case .duplicate(let evidence): await deleteDuplicate(evidence, delivery)
    case .retry(let pause, let failure): await retry(after: pause, failure, delivery)
    case .postpone(let pause, let reason): await postpone(by: pause, reason, delivery)
    case .deadLetter(let letter): await deadLetter(letter, delivery)
    case .hop(let due): await hop(until: due, delivery)
    case .release: await release(delivery)
    case .lost: lose(delivery)
    case .stuck: leaveBehind(delivery)
    }
  }

  private nonisolated(nonsending) func succeed(_ result: TaskResult, _ delivery: Delivery) async
    -> TaskReport.Outcome
  {
    guard let task = delivery.task else { return .unsettled }
    let ending = await conclude(with: result, of: task.id, delivery)
    if ending == .done {
      await forgetAttempts(delivery)
      await completePayload(delivery)
      return .succeeded
    }
    let isStored = await insist("store the result", delivery) {
      guard let results, delivery.keepsResult else { return }
      if delivery.lease.isLost, try await results.backend.result(for: task.id) != nil { return }
      try await results.store(result, for: task.id)
    }
    if ending == .tooLate { delivery.lease.lose() }
    guard isStored, ending != .tooLate else { return .unsettled }
    return await deleteCompleted(delivery) ? .succeeded : .unsettled
  }

  private func deleteDuplicate(
    _ evidence: Verdict.Evidence, _ delivery: Delivery
  ) async -> TaskReport.Outcome {
    switch evidence {
    case .result:
      log(.warning, "The task had succeeded already; its message is deleted.", delivery)
    case .payloadGone:
      log(
        .warning, "The task was done already, and its payload removed; its message is deleted.",
        delivery)
    }
    return await deleteCompleted(delivery) ? .duplicate : .unsettled
  }

  private func retry(
    after pause: Duration, _ failure: TaskFailure, _ delivery: Delivery
  ) async -> TaskReport.Outcome {
    guard await record(failure, pause, delivery) else { return .unsettled }
    return await release(delivery, for: pause)
  }

  /// Records a run that failed and is to be repeated; returns whether that is stored.
  func record(_ failure: TaskFailure, _ pause: Duration, _ delivery: Delivery) async -> Bool {
    log(.warning, "The run failed and will be repeated in \(pause): \(failure)", delivery)
    return await insist("record the attempt", delivery) {
      let record = AttemptRecord(failedRuns: delivery.attempt)
      try await results?.backend.storeAttempts(record, of: delivery.message.id)
    }
  }

  /// Hides a message of which a run was recorded already, for what is left of its pause.
  func release(_ delivery: Delivery, for pause: Duration) async -> TaskReport.Outcome {
    await hide(delivery, for: pause).map { .retried(after: $0) } ?? .unsettled
  }

  private func leaveBehind(_ delivery: Delivery) -> TaskReport.Outcome {
    log(
      .error,
      "The task was cancelled, but its body has not returned; the worker ends without it, and the task "
        + "will be delivered again.", delivery)
    return .stuck
  }

  private func postpone(
    by pause: Duration, _ reason: String, _ delivery: Delivery
  ) async -> TaskReport.Outcome {
    log(.warning, "The task is put off for \(pause): \(reason)", delivery)
    return await hide(delivery, for: pause).map { .postponed(by: $0) } ?? .unsettled
  }

  /// Sends the message on and deletes it, in this order: wherever that breaks off, it is not lost.
  private func hop(until due: Timestamp, _ delivery: Delivery) async -> TaskReport.Outcome {
    guard isHeld(delivery) else { return lose(delivery) }
    let queue = delivery.profile.queue
    var next = delivery.message.copy
    next.delay = DelayHops.hop(
      until: due, from: clock.now, retention: delivery.profile.retention)
    do {
      _ = try await transport.send(next, to: queue)
    } catch {
      log(.warning, "It could not be sent on until \(due); trying later: \(error)", delivery)
      _ = await hide(delivery, for: Self.pauseAfterFailedSend)
      return .unsettled
    }
    return await delete(delivery) ? .hopped(until: due) : .unsettled
  }

  private func release(_ delivery: Delivery) async -> TaskReport.Outcome {
    let reason =
      signals.stop.isTriggered ? "The worker ends" : "One before it in its group has not ended"
    log(.info, "\(reason); the task is given back.", delivery)
    return await hide(delivery, for: .zero) == nil ? .unsettled : .released
  }

  private func lose(_ delivery: Delivery) -> TaskReport.Outcome {
    log(.warning, "The lease was lost; another worker may have the task.", delivery)
    return .lost
  }

  /// Stores the error result, sends the copy, and deletes the message: in this order, so that neither
  /// the task nor its end is lost wherever it breaks off.
  private func deadLetter(
    _ letter: DeadLetter, _ delivery: Delivery
  ) async -> TaskReport.Outcome {
    log(.error, "The task failed for good: \(letter.reason)", delivery)
    guard isHeld(delivery) else { return lose(delivery) }
    let isStored = await insist("store the error result", delivery) {
      guard let results, let task = delivery.id, let result = letter.result else { return }
      if delivery.keepsResult { try await results.store(result, for: task) }
      let record = AttemptRecord(failedRuns: letter.attempts, isFinal: true)
      try await results.backend.storeAttempts(record, of: delivery.message.id)
    }
    guard isStored else { return .unsettled }
    // To store it may have taken long: then the copy is another worker's to send.
    guard isHeld(delivery) else { return lose(delivery) }
    guard await sendCopy(letter, delivery) else { return .unsettled }
    let isRecorded = letter.result != nil && delivery.id != nil
    let isDeleted = await delete(delivery, record: isRecorded ? .written : .ifRunBefore)
    return isDeleted ? .deadLettered(reason: letter.reason) : .unsettled
  }

  /// Returns whether the message may be deleted: its copy is in the dead-letter queue, or none is kept.
  private func sendCopy(_ letter: DeadLetter, _ delivery: Delivery) async -> Bool {
    guard let target = delivery.profile.deadLetterQueue else {
      log(.error, "There is no dead-letter queue; the task is discarded.", delivery)
      metrics?.discarded(from: delivery.profile.queue)
      return true
    }
    let copy = DeadLetterCopy(letter, delivery)
    if !copy.saysWhy {
      log(.warning, "The dead letter has no room for its reason, which is left out.", delivery)
      metrics?.droppedNote(of: delivery.profile.queue)
    }
    do {
      _ = try await transport.send(copy.message, to: target)
      return true
    } catch {
      log(.error, "The copy to \(target) could not be sent; trying later: \(error)", delivery)
      _ = await hide(delivery, for: Self.pauseAfterFailedSend)
      return false
    }
  }

  private static let pauseAfterFailedSend = Duration.seconds(30)
}

// The calls that a settlement is made of.
extension Settlement {
  /// Whether there is a record of a message's failed runs.
  private enum Record {
    /// This settlement has written it.
    case written
    /// An earlier delivery may have; a first one costs no look.
    case ifRunBefore
  }

  /// What came of storing a result and deleting its message in one step.
  private enum Ending {
    case done
    /// Neither is known to be done; they are to be tried one after the other.
    case open
    /// The message is the worker's no more; the result is still worth something to who gets it next.
    case tooLate
  }

  private nonisolated(nonsending) func conclude(
    with result: TaskResult, of task: TaskID, _ delivery: Delivery
  ) async -> Ending {
    guard !isHosted, delivery.keepsResult, isHeld(delivery) else { return .open }
    let outcome = await delivery.profile.acknowledger.conclude(
      delivery.lease.receipt, with: result, of: task)
    switch outcome {
    case nil: return .open
    case .success: return .done
    case .failure(let error):
      log(.warning, "Could not store the result and delete the message: \(error)", delivery)
      return (error as? TransportError)?.endsLease == true ? .tooLate : .open
    }
  }

  /// Deletes the message of a task that is done, and then what was kept for it.
  private func deleteCompleted(_ delivery: Delivery) async -> Bool {
    guard await delete(delivery) else { return false }
    await completePayload(delivery)
    return true
  }

  private nonisolated(nonsending) func completePayload(_ delivery: Delivery) async {
    guard !isHosted, let place = delivery.payload else { return }
    await payloads?.complete(place, delivery.subject.metadata)
  }

  /// Deletes the message, and the record of its failed runs if there may be one.
  ///
  /// A host's own delete is yet to come, and may fail: the record stays.
  private func delete(_ delivery: Delivery, record: Record = .ifRunBefore) async -> Bool {
    guard !isHosted else { return true }
    let isDeleted = await insist("delete the message", delivery) {
      do throws(TransportError) {
        try await delivery.profile.acknowledger.delete(delivery.lease.receipt)
      } catch  where error.endsLease {
        // It will come again, and what is behind it in its group must not go before.
        delivery.lease.lose()
        throw error
      }
    }
    if isDeleted { await forgetAttempts(delivery, record) }
    return isDeleted
  }

  /// Removes the record of the failed runs of a message that is deleted, if there may be one.
  private nonisolated(nonsending) func forgetAttempts(
    _ delivery: Delivery, _ record: Record = .ifRunBefore
  ) async {
    let wasRunBefore = delivery.message.receiveCount > 1 || delivery.attempt > 1
    guard record == .written || wasRunBefore, let results else { return }
    do {
      try await results.backend.removeAttempts(of: delivery.message.id)
    } catch {
      log(.warning, "The record of failed runs could not be removed: \(error)", delivery)
    }
  }

  private func isHeld(_ delivery: Delivery) -> Bool { delivery.lease.isHeld(at: clock.uptime) }

  /// Hides the message for so long, as far as SQS allows; returns for how long it is hidden.
  ///
  /// Nil when that failed: the lease ends by itself. A lost one is left alone, as it may name what another
  /// worker holds by now.
  private func hide(_ delivery: Delivery, for pause: Duration) async -> Duration? {
    guard !isHosted else { return pause }
    let lease = delivery.lease
    await lease.takeRenewal()  // A renewal that came later would undo it.
    var timeout = Duration.zero
    let isHidden = await insist("change the visibility", delivery, while: \.isTransient) {
      guard lease.isHeld(at: clock.uptime) else { throw LeaseLost() }
      timeout = lease.visibility(of: pause, at: clock.uptime)
      try await transport.changeVisibility(
        of: lease.receipt, to: timeout, on: delivery.profile.queue)
    }
    return isHidden ? timeout : nil
  }

  /// Tries until it succeeds or the lease is lost: what has been done must not be done again.
  ///
  /// `mayPass`: whether an error is worth another try.
  private func insist(
    _ what: String, _ delivery: Delivery, while mayPass: (TransportError) -> Bool = { _ in true },
    _ act: () async throws -> Void
  ) async -> Bool {
    var pause = Duration.milliseconds(200)
    while true {
      do {
        try await act()
        return true
      } catch {
        log(.warning, "Could not \(what): \(error)", delivery)
        let isHopeless = (error as? TransportError).map { $0.code == .closed || !mayPass($0) }
        guard isHopeless != true, isHeld(delivery), !signals.abandon.isTriggered else {
          return false
        }
        await rest(for: pause)
        pause = min(pause * 2, .seconds(10))
      }
    }
  }

  /// Waits, until what has not ended is left behind at most.
  private func rest(for pause: Duration) async {
    let sleeper = Sleeper()
    let deadline = clock.now.advanced(by: pause)
    await signals.abandon.during {
      try? await sleeper.sleep(until: deadline, on: clock)  // Cancelled, it only ends sooner.
    } onStop: {
      sleeper.wake(.success(()))
    }
  }

  private func log(_ level: Logger.Level, _ text: String, _ delivery: Delivery) {
    logger.log(level: level, "\(text)", metadata: delivery.subject.metadata)
  }
}

/// Why a message is left alone whose hold is over.
private struct LeaseLost: Error, CustomStringConvertible {
  var description: String { "the lease was lost" }
}
