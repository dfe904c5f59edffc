import DovetailTransport
import Synchronization

/// Deletes messages that are done with, as many in a request as there are within 50 ms.
///
/// A message whose delete waits keeps its lease. On FIFO queues nothing lingers: the next message of a
/// group waits for it. Nor does anything when no body runs, since no other message will follow.
final class Acknowledger: Sendable {
  /// How long a delete waits for others to share its request.
  static let linger = Duration.milliseconds(50)

  fileprivate struct Pending {
    let receipt: ReceiptHandle
    let answer: OneShot<Result<Void, TransportError>>
  }

  fileprivate struct Lane {
    var pending: [Pending] = []
    /// When the oldest has lingered for long enough, by the clock's uptime.
    var dueAt: Duration?
    var isSending = false
  }

  fileprivate struct Fields {
    var lanes: [QueueName: Lane] = [:]
    var bodies = 0
    var isHurried = false
  }

  private let transport: any QueueTransport
  private let clock: any WallClock
  private let executor: (any TaskExecutor)?
  private let alarm: Alarm
  private let fields = Mutex(Fields())

  init(_ services: BrokerServices) {
    transport = services.transport
    clock = services.clock
    executor = services.executor
    alarm = Alarm(on: clock)
  }

  /// Deletes a message; returns when it is known what came of that.
  func delete(_ receipt: ReceiptHandle, from queue: QueueName) async throws(TransportError) {
    let answer = OneShot<Result<Void, TransportError>>()
    proceed { fields, now in
      var lane = fields.lanes[queue] ?? Lane()
      if lane.pending.isEmpty { lane.dueAt = now + Self.linger }
      lane.pending.append(Pending(receipt: receipt, answer: answer))
      fields.lanes[queue] = lane
    }
    try await answer.value().get()
  }

  /// A body begins to run.
  func bodyBegan() {
    fields.withLock { $0.bodies += 1 }
  }

  /// A body has ended; when it was the last, nothing lingers.
  func bodyEnded() {
    proceed { fields, _ in fields.bodies -= 1 }
  }

  /// Lets nothing linger from now on.
  func hurry() {
    proceed { fields, _ in fields.isHurried = true }
  }

  /// Makes a change, sends what is due then, and sets the alarm for what is not.
  private func proceed(_ change: (inout Fields, Duration) -> Void) {
    let now = clock.uptime
    let (requests, next) = fields.withLock { fields in
      change(&fields, now)
      return (fields.requests(at: now), fields.nextInstant)
    }
    for (queue, batch) in requests {
      // Ends with its request; who waits for an entry waits.
      Task(executorPreference: executor) { await self.send(batch, to: queue) }
    }
    if let next {
      alarm.set(for: clock.now.advanced(by: next - now)) { self.proceed { _, _ in } }
    }
  }

  private func send(_ batch: [Pending], to queue: QueueName) async {
    var outcomes: [Result<Void, TransportError>]
    do {
      outcomes = try await transport.delete(batch.map(\.receipt), from: queue)
    } catch {
      outcomes = batch.map { _ in .failure(TransportError(error, attempt: "delete from \(queue)")) }
    }
    for (place, pending) in batch.enumerated() {
      let lost = TransportError(.outcomeUnknown, attempt: "delete from \(queue)")
      pending.answer.set(place < outcomes.count ? outcomes[place] : .failure(lost))
    }
    proceed { fields, _ in fields.lanes[queue]?.isSending = false }
  }
}

extension Acknowledger.Fields {
  /// The batches that are to go now; one request of a queue at a time, but for full ones.
  fileprivate mutating func requests(
    at now: Duration
  ) -> [(QueueName, [Acknowledger.Pending])] {
    var requests: [(QueueName, [Acknowledger.Pending])] = []
    for (queue, var lane) in lanes where !lane.pending.isEmpty {
      while isDue(lane, queue, at: now) {
        requests.append((queue, Array(lane.pending.prefix(SQSLimits.batchEntries))))
        lane.pending.removeFirst(min(SQSLimits.batchEntries, lane.pending.count))
        lane.isSending = true
      }
      lanes[queue] = lane
    }
    return requests
  }

  private func isDue(_ lane: Acknowledger.Lane, _ queue: QueueName, at now: Duration) -> Bool {
    guard !lane.pending.isEmpty else { return false }
    if lane.pending.count >= SQSLimits.batchEntries { return true }
    guard !lane.isSending else { return false }
    let isOver = lane.dueAt.map { $0 <= now } ?? true
    return isOver || isHurried || bodies == 0 || queue.isFIFO
  }

  fileprivate var nextInstant: Duration? {
    lanes.values.lazy.filter { !$0.pending.isEmpty && !$0.isSending }.compactMap(\.dueAt).min()
  }
}

extension TransportError {
  /// What another error than ours means for the caller: nobody knows whether it was done.
  init(_ error: any Error, attempt: String) {
    self =
      error as? TransportError
      ?? TransportError(.outcomeUnknown, attempt: attempt, cause: error)
  }
}
