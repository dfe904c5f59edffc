import DovetailTransport

/// An entry that is done with, and how it ended.
struct SettledEntry: Sendable {
  let entry: SendEntry
  let outcome: Result<SentMessage, any Error>

  /// The body of a message that was surely not sent.
  var abandonedPayload: BlobKey? {
    guard case .failure = outcome, !entry.isInDoubt else { return nil }
    return entry.parcel.payload
  }
}

// What becomes of a batch that was sent.
extension SendLane {
  /// Takes the outcomes of a batch; returns the entries that are done with.
  ///
  /// The others wait to be sent again. The batch counts as on its way until it is released.
  mutating func settle(
    _ batch: SendBatch, _ outcomes: [Result<SentMessage, TransportError>], at now: Timestamp
  ) -> [SettledEntry] {
    var settled: [SettledEntry] = []
    var failed: [SendEntry] = []
    inFlight -= batch.entries.count
    for (index, entry) in batch.entries.enumerated() {
      switch outcome(at: index, of: outcomes) {
      case .success(let sent):
        counters.accepted += 1
        settled.append(SettledEntry(entry: entry, outcome: .success(sent)))
      case .failure(let error):
        var entry = entry
        entry.fail(error, at: now)
        let isOvertaken = isOvertaken(index, in: batch, outcomes)
        if !isOvertaken, let retryAt = retryInstant(of: entry, after: error, at: now) {
          counters.retried += 1
          entry.failure?.retryAt = retryAt
          failed.append(entry)
        } else {
          counters.failed += 1
          settled.append(end(entry, error, isOvertaken: isOvertaken))
        }
      }
    }
    rest(failed)
    freeLines(of: batch, except: failed)
    return settled
  }

  private func outcome(
    at index: Int, of outcomes: [Result<SentMessage, TransportError>]
  ) -> Result<SentMessage, TransportError> {
    guard index < outcomes.count else {
      let detail = "The transport answered with \(outcomes.count) outcomes, too few."
      return .failure(TransportError(.outcomeUnknown, attempt: "send", detail: detail))
    }
    return outcomes[index]
  }

  /// Whether the queue has accepted an entry of the same line that stood behind this one.
  private func isOvertaken(
    _ index: Int, in batch: SendBatch, _ outcomes: [Result<SentMessage, TransportError>]
  ) -> Bool {
    guard let line = batch.entries[index].line else { return false }
    return batch.entries.indices.dropFirst(index + 1).contains { later in
      guard batch.entries[later].line == line, later < outcomes.count else { return false }
      return (try? outcomes[later].get()) != nil
    }
  }

  /// When to send an entry again that has failed; nil: never.
  private func retryInstant(
    of entry: SendEntry, after error: TransportError, at now: Timestamp
  ) -> Timestamp? {
    guard !isOver, error.isTransient, let failure = entry.failure,
      let pause = options.retry.delay(afterAttempt: failure.attempts, using: random)
    else { return nil }
    let instant = now.advanced(by: pause)
    let end = (entry.firstTriedAt ?? now).advanced(by: Self.fifoWindow)
    return entry.line == nil || instant <= end ? instant : nil
  }

  private mutating func end(
    _ entry: SendEntry, _ error: TransportError, isOvertaken: Bool
  ) -> SettledEntry {
    if error.isTransient { counters.exhausted += 1 }
    guard isOvertaken, error.isTransient else {
      return SettledEntry(entry: entry, outcome: .failure(entry.honest(error)))
    }
    let broken = TaskError(
      .orderBroken,
      "Task \(entry.parcel.id) was not accepted by \(entry.parcel.queue), but a later one of its group "
        + "was, so it is not sent again. Send it anew if its place does not matter; "
        + "sendsOneOfAGroup keeps this from happening. \(error)",
      cause: error)
    return SettledEntry(entry: entry, outcome: .failure(broken))
  }
}

extension SendEntry {
  /// Counts an attempt that failed.
  mutating func fail(_ error: TransportError, at now: Timestamp) {
    failure = Failure(
      attempts: (failure?.attempts ?? 0) + 1, firstAt: failure?.firstAt ?? now, lastAt: now,
      error: error, retryAt: now, isInDoubt: isInDoubt || error.code == .outcomeUnknown)
  }
}
