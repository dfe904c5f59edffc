import DovetailTransport

/// Reads messages, and finds what is to be run, or what becomes of them without that.
///
/// Changes nothing itself.
struct MessageReader: Sendable {
  let handlers: HandlerTable
  let configuration: BrokerConfiguration
  let results: NotifyingResults?
  let payloads: PayloadReader
  let clock: any WallClock

  /// What is to be run, or what becomes of the message without that.
  enum Preparation: Sendable {
    case runnable(PreparedTask)
    case settled(Verdict)
  }

  /// Reads the message, finds its handler, and which attempt it is.
  func prepare(_ delivery: inout Delivery) async -> Preparation {
    let raw = handlers.rawQueue(delivery.profile.name)
    if let raw { delivery.keepsResult = raw.keepsResult }
    if let verdict = verdictBeforeTime(on: delivery) { return .settled(verdict) }
    let message: ReceivedMessage
    switch await payloads.read(&delivery) {
    case .whole(let whole): message = whole
    case .verdict(let verdict): return .settled(verdict)
    }
    guard !delivery.lease.isLost else { return .settled(.lost) }
    let task: TaskMessage
    do {
      task = try raw?.task(of: message) ?? decode(message, &delivery)
    } catch {
      return .settled(
        .deadLetter(
          DeadLetter(
            reason: "The body cannot be read: \(error)", attempts: delivery.message.receiveCount)))
    }
    delivery.task = task
    delivery.progress = ProgressReporter(task.id, results, configuration, clock: clock)
    guard let handler = raw ?? handlers.task(task.name) else {
      return .settled(unknown(task, delivery))
    }
    do {
      if let settled = try await earlierEnd(of: task, &delivery) { return .settled(settled) }
    } catch {
      return .settled(
        .postpone(
          by: delivery.message.pauseWithoutRun(configuration.random),
          reason: "The result store does not answer: \(error)"))
    }
    return .runnable(
      PreparedTask(task: task, message: message, handler: handler, configuration: configuration))
  }

  /// Reads the task that a message carries, and what that carries.
  private func decode(
    _ message: ReceivedMessage, _ delivery: inout Delivery
  ) throws -> TaskMessage {
    var task = try configuration.format.decode(message)
    delivery.carried = task.takeCarried()
    delivery.keepsResult = task.keepsResult
    return task
  }

  /// What to do with a message whose time has not come; nil when it has.
  private func verdictBeforeTime(on delivery: Delivery) -> Verdict? {
    let now = clock.now
    guard let due = DelayHops.due(of: delivery.message), now < due else { return nil }
    guard delivery.profile.queue.isFIFO else { return .hop(until: due) }
    let pause = DelayHops.hop(until: due, from: now, retention: delivery.profile.retention)
    return .postpone(by: pause, reason: "It is due at \(due), and a FIFO queue cannot delay it.")
  }

  /// Another worker's version may know the name, so it is tried again for a while.
  private func unknown(_ task: TaskMessage, _ delivery: Delivery) -> Verdict {
    let count = delivery.message.receiveCount
    let reason = "No handler is registered for the task name \"\(task.name)\"."
    guard delivery.message.mayBeAnothers else {
      let failure = TaskFailure(type: "UnknownTask", messages: [reason])
      return .deadLetter(
        DeadLetter(
          reason: reason, attempts: count,
          result: .failure(failure, executionTime: .zero, labels: task.labels)))
    }
    return .postpone(
      by: delivery.message.pauseWithoutRun(configuration.random), reason: reason)
  }

  /// Finds which attempt this is; returns a verdict when an earlier delivery has settled the task.
  ///
  /// A first delivery has no past, and costs no look-up.
  private func earlierEnd(
    of task: TaskMessage, _ delivery: inout Delivery
  ) async throws -> Verdict? {
    let message = delivery.message
    let isSentAnew = message.attributes[ResentMark.attribute] != nil
    let resent = isSentAnew ? 0 : max(0, task.labels[TaskLabel.retries]?.intValue ?? 0)
    let mayBeKnown = message.receiveCount > 1 || isSentAnew
    guard mayBeKnown else {
      delivery.attempt = resent + 1
      return nil
    }
    guard let backend = results?.backend else {
      delivery.attempt = max(message.receiveCount, resent + 1)
      return nil
    }
    let record = try await backend.attempts(of: message.id)
    let failedRuns = record?.failedRuns ?? 0
    delivery.attempt = max(failedRuns, resent) + 1
    let result = try await backend.result(for: task.id)
    if let result, !result.isError { return .duplicate(.result) }
    guard record?.isFinal == true else { return nil }
    delivery.attempt = failedRuns
    let reason = result?.error?.description ?? "It had failed for good already."
    return .deadLetter(DeadLetter(reason: reason, attempts: failedRuns))
  }
}
