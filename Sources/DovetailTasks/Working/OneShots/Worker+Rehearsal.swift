package import DovetailTransport
import Synchronization

/// How a run went that left no trace in queues and results.
package enum Rehearsal<Output: Sendable>: Sendable {
  /// The body returned; the value has been written as a result and read back.
  case returned(Output)
  /// The run failed.
  case failed(TaskFailure)
  /// It did not come to a run.
  case refused(reason: String)
}

extension ReceiptHandle {
  /// What a rehearsed run takes for the handle of its receive.
  package static let rehearsal = ReceiptHandle(rawValue: "rehearsal")
}

extension Worker {
  /// Runs a task once, as if a queue had delivered it for the `attempt`-th time, at least the first.
  ///
  /// The call passes what stands around its sending, is written as a message and read back; nothing is
  /// sent, received, stored or deleted. Delays are passed over. Throws as ``Broker/enqueue(_:options:)``
  /// and ``run()`` do, and ``TaskError`` with `resultMismatch`.
  package func rehearse<Output>(
    _ task: BakedTask<Output>, _ options: SendOptions, attempt: Int
  ) async throws -> Rehearsal<Output> {
    var outgoing = try broker.pipeline.outgoing(task.call(options))
    if attempt > 1 { outgoing.task.labels[TaskLabel.retries] = .int(attempt - 1) }
    let message = try await broker.rehearsed(outgoing)
    let work = try await prepare(StopSignal(), hosted: outgoing.route.declared.name)
    guard let profile = work.profiles.first,
      let lease = work.lanes(of: [message.received(attempt, at: broker.clock.now)], profile).first?
        .leases.first
    else { return .refused(reason: "The queue is not the worker's.") }
    defer { work.leases.finish() }
    var delivery = Delivery(lease: lease, profile: profile)
    let verdict: Verdict =
      switch await work.reader.prepare(&delivery) {
      case .settled(let verdict): verdict
      case .runnable(let task): await work.verdict(of: task, delivery)
      }
    await delivery.progress?.end(removes: true)
    return try broker.rehearsal(of: verdict)
  }
}

extension Broker {
  /// The message that a call makes, when it has passed what stands around its sending.
  fileprivate func rehearsed(_ outgoing: OutgoingTask) async throws -> OutgoingMessage {
    let made = Mutex<OutgoingMessage?>(nil)
    _ = try await chain.send(outgoing) { changed in
      let parcel = try await self.parcel(of: changed)
      made.withLock { $0 = parcel.message }
      return SentTask(id: parcel.id, message: nil, keepsResult: changed.task.keepsResult)
    }
    guard let message = made.withLock({ $0 }) else {
      throw TaskError(
        .invalidOption, "A middleware has not let task \(outgoing.task.name) be sent.")
    }
    return message
  }

  /// What a verdict means for who waits for the run.
  fileprivate func rehearsal<Output: Codable>(of verdict: Verdict) throws -> Rehearsal<Output> {
    switch verdict {
    case .succeeded(let result):
      let read = try configuration.resultFormat.decode(configuration.resultFormat.encode(result))
      do {
        return .returned(try ArgumentCoder.decode(output: Output.self, from: read.returnValue))
      } catch {
        throw TaskError(
          .resultMismatch, "The task's value is not a \(Output.self): \(error)", cause: error)
      }
    case .retry(_, let failure): return .failed(failure)
    case .deadLetter(let letter):
      guard let failure = letter.result?.error else { return .refused(reason: letter.reason) }
      return .failed(failure)
    case .postpone(_, let reason): return .refused(reason: reason)
    case .duplicate: return .refused(reason: "A task of that id has a result already.")
    case .hop, .release, .lost, .stuck: return .refused(reason: "The run was broken off.")
    }
  }
}

extension OutgoingMessage {
  /// The message as a queue delivers it that has had it since now.
  fileprivate func received(_ count: Int, at now: Timestamp) -> ReceivedMessage {
    var attributes = attributes
    attributes[DelayHops.attribute] = nil
    return ReceivedMessage(
      id: MessageID(rawValue: "rehearsal"), receipt: .rehearsal,
      body: body, attributes: attributes, sentAt: now, firstReceivedAt: now,
      receiveCount: max(1, count), groupID: groupID, deduplicationID: deduplicationID,
      traceHeader: traceHeader)
  }
}
