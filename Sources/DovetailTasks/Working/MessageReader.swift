import DovetailTransport

/// Reads messages, and finds what is to be run, or what becomes of them without that.
///
/// Changes nothing itself.
struct MessageReader: Sendable {
  let handlers: HandlerTable
  let broker: Broker
  let payloads: PayloadReader

  private var clock: any WallClock { broker.clock }

  /// What is to be run, or what becomes of the message without that.
  enum Preparation: Sendable {
    case runnable(PreparedTask)
    case settled(Verdict)
  }

  /// Reads the message, finds its handler, and which attempt it is.
  nonisolated(nonsending) func prepare(_ delivery: inout Delivery) async -> Preparation {
    let raw = handlers.rawQueue(delivery.profile.name)
    if let raw { delivery.keepsResult = raw.keepsResult }
    if let verdict = verdictBeforeTime(on: delivery) { return .settled(verdict) }
    let whole: ReceivedMessage?
    switch await payloads.read(&delivery) {
    case .inMessage: whole = nil
    case .whole(let message): whole = message
    case .verdict(let verdict): return .settled(verdict)
    }
    guard !delivery.lease.isLost else { return .settled(.lost) }
    let task: TaskMessage
    do {
      let message = whole ?? delivery.message
      task = try raw?.task(of: message) ?? decode(message, &delivery)
    } catch {
      return .settled(
        .neverRun(because: "The body cannot be read: \(error)", delivery, type: "TaskFormatError"))
    }
    delivery.task = task
    delivery.progress = ProgressReporter(task.id, broker, lease: delivery.lease)
    guard let handler = raw ?? handlers.task(task.name) else {
      return .settled(unknown(task, delivery))
    }
    do {
      if let settled = try await earlierEnd(of: task, &delivery) { return .settled(settled) }
    } catch {
      return .settled(
        delivery.putOff(
          for: delivery.message.pauseWithoutRun(broker.configuration.random),
          because: "The result store does not answer: \(error)", at: clock.now,
          tellsWaiters: false))
    }
    return .runnable(
      PreparedTask(task: task, whole: whole, handler: handler, of: delivery))
  }

  /// Reads the task that a message carries, and what that carries.
  private func decode(
    _ message: ReceivedMessage, _ delivery: inout Delivery
  ) throws -> TaskMessage {
    var task = try broker.configuration.format.decode(message)
    delivery.carried = task.takeCarried()
    delivery.keepsResult = task.keepsResult
    return task
  }

  /// What to do with a message whose time has not come; nil when it has.
  private func verdictBeforeTime(on delivery: Delivery) -> Verdict? {
    guard let due = DelayHops.due(of: delivery.message) else { return nil }
    let now = clock.now
    guard now < due else { return nil }
    guard delivery.profile.queue.isFIFO else { return .hop(until: due) }
    let pause = DelayHops.hop(until: due, from: now, retention: delivery.profile.retention)
    return delivery.putOff(
      for: pause, because: "It is due at \(due), and a FIFO queue cannot delay it.", at: now)
  }

  /// Another worker's version may know the name, so it is tried again for a while.
  private func unknown(_ task: TaskMessage, _ delivery: Delivery) -> Verdict {
    let reason = "No handler is registered for the task name \"\(task.name.prefix(bytes: 256))\"."
    guard delivery.message.mayBeAnothers else {
      return .neverRun(because: reason, delivery, type: "UnknownTask")
    }
    return delivery.putOff(
      for: delivery.message.pauseWithoutRun(broker.configuration.random), because: reason,
      at: clock.now)
  }

  /// Finds which attempt this is; returns a verdict when an earlier delivery has settled the task.
  ///
  /// A first delivery has no past, and costs no look-up.
  private nonisolated(nonsending) func earlierEnd(
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
    guard let backend = broker.results?.backend else {
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
