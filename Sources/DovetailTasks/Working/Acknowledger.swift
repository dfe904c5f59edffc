import DequeModule
import DovetailTransport
import Synchronization

/// Deletes messages of a queue that are done with, as many in a request as there are within a short time;
/// where the transport can, stores their results in the same step.
///
/// A message whose delete waits keeps its lease. On FIFO queues nothing lingers: the next message of a
/// group waits for it. Nor does anything when no other message of the queue may soon follow, or when
/// somebody in this process waits for a result.
final class Acknowledger: Sendable {
  /// How long a delete waits for others to share its request.
  static let linger = Duration.milliseconds(50)
  /// The same when a result waits with it, which somebody may wait for.
  static let lingerWithResult = Duration.milliseconds(5)

  fileprivate struct Pending {
    let conclusion: Conclusion
    /// When it has lingered for long enough, by the clock's uptime.
    let dueAt: Duration
    let answer: CheckedContinuation<Result<Void, TransportError>, Never>
  }

  fileprivate struct Fields {
    private(set) var pending = Deque<Pending>()
    /// When the first of them has lingered for long enough; nil when none waits.
    private(set) var firstDue: Duration?
    /// The messages that the worker holds and does not let rest, those that wait here included.
    var active = 0
    /// Those that are in requests on their way.
    var sending = 0
    /// Whether nothing lingers any more.
    var isHurried = false
    /// Whether what waits now lingers no longer.
    var isUrgent = false
  }

  private let queue: QueueName
  private let transport: any QueueTransport
  /// Nil when results are stored by themselves.
  private let joint: JointResults?
  private let clock: any WallClock
  private let executor: (any TaskExecutor)?
  private let alarm: Alarm
  private let fields = Mutex(Fields())

  init(_ queue: QueueName, _ services: BrokerServices, _ joint: JointResults?) {
    self.queue = queue
    self.joint = joint
    transport = services.transport
    clock = services.clock
    executor = services.executor
    alarm = Alarm(on: clock)
  }

  /// Messages have been received.
  func expect(_ count: Int) {
    fields.withLock { $0.active += count }
  }

  /// A message is held no longer that was not deleted here.
  func dismiss() {
    rest(1)
  }

  /// Messages wait for something else than their turn, so that nothing lingers for them.
  func rest(_ count: Int) {
    proceed { fields, _ in fields.active -= count }
  }

  /// Messages that rested go on.
  func goOn(_ count: Int) {
    expect(count)
  }

  /// Stores the result of a task that has succeeded, and deletes its message; returns what came of that.
  ///
  /// Nil: results are stored by themselves.
  nonisolated(nonsending) func conclude(
    _ receipt: ReceiptHandle, with result: TaskResult, of task: TaskID
  ) async -> Result<Void, any Error>? {
    guard let joint else { return nil }
    do {
      let object = try joint.object(of: result, for: task)
      let conclusion = Conclusion(receipt, storing: object)
      try await outcome(of: conclusion, lingering: Self.lingerWithResult) {
        if joint.results.holdsBack(task, by: self) { lingerNoMore() }
      }.get()
      await joint.results.hasStored(task)
      return .success(())
    } catch {
      joint.results.holdsBackNoMore(task)
      return .failure(error)
    }
  }

  /// Deletes a message; returns when it is known what came of that.
  nonisolated(nonsending) func delete(_ receipt: ReceiptHandle) async throws(TransportError) {
    try await outcome(of: Conclusion(receipt), lingering: Self.linger) {}.get()
  }

  /// What comes of a conclusion; `whenAdded` is called when it waits with others.
  private nonisolated(nonsending) func outcome(
    of conclusion: Conclusion, lingering linger: Duration, whenAdded: () -> Void
  ) async -> Result<Void, TransportError> {
    await withCheckedContinuation { answer in
      proceed { fields, now in
        fields.add(Pending(conclusion: conclusion, dueAt: now + linger, answer: answer))
      }
      whenAdded()
    }
  }

  /// Lets what waits now linger no longer: somebody waits for its result.
  func lingerNoMore() {
    proceed { fields, _ in fields.isUrgent = true }
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
      guard !fields.pending.isEmpty else { return ([[Pending]](), Duration?.none) }
      return (fields.requests(at: now, isFIFO: queue.isFIFO), fields.nextInstant)
    }
    for batch in requests {
      // Ends with its request; who waits for an entry waits.
      Task(executorPreference: executor) { await self.send(batch) }
    }
    if let next {
      alarm.set(for: clock.now.advanced(by: next - now)) { self.proceed { _, _ in } }
    }
  }

  private func send(_ batch: [Pending]) async {
    let outcomes = await outcomes(of: batch)
    let deleted = outcomes.count { (try? $0.get()) != nil }
    for (place, pending) in batch.enumerated() {
      let lost = TransportError(.outcomeUnknown, attempt: "delete from \(queue)")
      pending.answer.resume(returning: place < outcomes.count ? outcomes[place] : .failure(lost))
    }
    proceed { fields, _ in
      fields.sending -= batch.count
      fields.active -= deleted
    }
  }

  private func outcomes(of batch: [Pending]) async -> [Result<Void, TransportError>] {
    do {
      if let joint, batch.contains(where: { $0.conclusion.object != nil }) {
        return try await joint.transport.conclude(batch.map(\.conclusion), on: queue)
      }
      return try await transport.delete(batch.map(\.conclusion.receipt), from: queue)
    } catch {
      return batch.map { _ in .failure(TransportError(error, attempt: "delete from \(queue)")) }
    }
  }
}

extension Acknowledger.Fields {
  fileprivate mutating func add(_ entry: Acknowledger.Pending) {
    pending.append(entry)
    firstDue = min(firstDue ?? entry.dueAt, entry.dueAt)
  }

  /// The batches that are to go now; one request at a time, but for full ones.
  fileprivate mutating func requests(
    at now: Duration, isFIFO: Bool
  ) -> [[Acknowledger.Pending]] {
    var requests: [[Acknowledger.Pending]] = []
    while isDue(at: now, isFIFO: isFIFO) {
      let batch = Array(pending.prefix(SQSLimits.batchEntries))
      pending.removeFirst(batch.count)
      firstDue = pending.lazy.map(\.dueAt).min()
      sending += batch.count
      requests.append(batch)
    }
    if pending.isEmpty { isUrgent = false }
    return requests
  }

  private func isDue(at now: Duration, isFIFO: Bool) -> Bool {
    guard !pending.isEmpty else { return false }
    if pending.count >= SQSLimits.batchEntries { return true }
    guard sending == 0 else { return false }
    return isHurried || isUrgent || isFIFO || pending.count >= active
      || (firstDue.map { $0 <= now } ?? true)
  }

  fileprivate var nextInstant: Duration? { sending == 0 ? firstDue : nil }
}

extension TransportError {
  /// What another error than ours means for the caller: nobody knows whether it was done.
  init(_ error: any Error, attempt: String) {
    self =
      error as? TransportError
      ?? TransportError(.outcomeUnknown, attempt: attempt, cause: error)
  }
}
