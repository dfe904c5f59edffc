import DovetailTransport
import Synchronization

/// Sends the messages for one queue, as many in a request as wait for one.
///
/// ``SendLane`` decides; here are the requests, the clock and those who wait.
final class SendBatcher: Sendable {
  let queue: QueueName
  let metrics: SendMetrics
  private let transport: any QueueTransport
  private let clock: any WallClock
  private let payloads: PayloadStore?
  private let executor: (any TaskExecutor)?
  private let alarm: Alarm
  private let fields: Mutex<Fields>

  private struct Fields {
    var lane: SendLane
    var room: BufferRoom
    var epochs = FlushEpochs()
    /// The batches on their way, by their numbers.
    var sent: [Int: SendBatch] = [:]
    var isClosed = false
  }

  init(
    _ queue: QueueName, _ options: BatchingOptions, over transport: any QueueTransport,
    clock: any WallClock, random: RandomSource, payloads: PayloadStore?,
    executor: (any TaskExecutor)?, metrics: SendMetrics
  ) {
    self.queue = queue
    self.metrics = metrics
    self.payloads = payloads
    self.executor = executor
    self.transport = transport
    self.clock = clock
    alarm = Alarm(on: clock)
    fields = Mutex(
      Fields(
        lane: SendLane(options: options, random: random),
        room: BufferRoom(limit: options.bufferLimit)))
  }

  /// Sends parcels in their order, and returns an outcome for each.
  ///
  /// When the calling task is cancelled, what is not on its way yet is taken back. `whenAdded` is called
  /// when the parcels have their places, which none that come later overtake.
  func send(
    _ parcels: [Parcel], whenAdded: () -> Void = {}
  ) async -> [Result<SentMessage, any Error>] {
    let receipts = SendReceipts(count: parcels.count)
    return await withTaskCancellationHandler {
      let now = clock.now
      add(
        parcels.enumerated().map { place, parcel in
          SendEntry(parcel: parcel, addedAt: now, receipt: receipts, place: place)
        })
      whenAdded()
      // The handler below may have been called before there was anything to take back.
      if Task.isCancelled { withdraw(CancellationError()) { $0.receipt === receipts } }
      return await receipts.outcomes()
    } onCancel: {
      withdraw(CancellationError()) { $0.receipt === receipts }
    }
  }

  /// Holds a parcel until it is sent; returns when there is room for it.
  ///
  /// Throws when the calling task is cancelled before, and when the batcher is closed.
  func sendLater(_ parcel: Parcel, _ receipt: any SendReceipt) async throws {
    try await takeRoom()
    add([SendEntry(parcel: parcel, addedAt: clock.now, receipt: receipt, place: 0)])
  }

  /// Sends all that waits, and returns when each has been accepted or given up.
  func flush() async {
    await withCheckedContinuation { continuation in
      let isOver = proceed { fields, now in
        fields.lane.flush(at: now)
        return !fields.epochs.turn(continuation)
      }
      if isOver { continuation.resume() }
    }
  }

  /// Takes back all that is not on its way, and returns how many that were.
  func clear() -> Int {
    let cleared = TaskError(
      .cleared, "The buffer of \(queue) was cleared before this task was sent.")
    return withdraw(cleared) { _ in true }
  }

  /// Gives up all that is there, for the time to send it is over.
  ///
  /// What is on its way is told as `outcomeUnknown`; its answer is not waited for.
  func giveUp() {
    let late = TaskError(
      .shutDown, "The broker was shut down before \(queue) had accepted this task.")
    let onTheirWay = fields.withLock { fields in
      fields.lane.isOver = true
      defer { fields.sent = [:] }
      for batch in fields.sent.values { fields.lane.giveUp(batch) }
      return fields.sent.values.flatMap(\.entries)
    }
    withdraw(late) { _ in true }
    let unknown = TransportError(
      .outcomeUnknown, attempt: "send to \(queue)",
      detail: "the broker was shut down before the answer came")
    let now = clock.now
    conclude(
      onTheirWay.map { entry in
        var entry = entry
        entry.fail(unknown, at: now)
        return SettledEntry(entry: entry, outcome: .failure(unknown))
      })
  }

  /// Takes nothing more; what is there is still sent.
  func close() {
    let seekers = fields.withLock { fields in
      fields.isClosed = true
      return fields.room.dismiss()
    }
    for seeker in seekers { seeker.wake(.failure(closed)) }
  }

  /// Counts a call that was refused because its message was too large.
  func countOversized() {
    fields.withLock { $0.lane.counters.oversized += 1 }
  }

  /// Whether somebody waits for what is held or on its way.
  var isAwaited: Bool {
    fields.withLock { fields in
      fields.epochs.isWatched || fields.room.hasSeekers
        || fields.lane.idle.contains { !$0.parcel.pace.isLater }
        || fields.sent.values.contains { $0.entries.contains { !$0.parcel.pace.isLater } }
    }
  }

  /// What is held, on its way, and was sent.
  var status: SendStatus {
    fields.withLock { fields in
      let idle = fields.lane.idle
      return SendStatus(
        queue: queue, options: fields.lane.options, buffered: idle.count,
        inFlight: fields.lane.inFlight,
        failing: idle.compactMap(FailingSend.init), counters: fields.lane.counters)
    }
  }
}

// Entries in and out of the lane.
extension SendBatcher {
  private func add(_ entries: [SendEntry]) {
    let isClosed = proceed { fields, _ in
      guard !fields.isClosed else { return true }
      for var entry in entries {
        entry.epoch = fields.epochs.current
        fields.epochs.begin()
        fields.lane.add(entry)
      }
      return false
    }
    guard isClosed else { return metrics.began(entries.count) }
    let refused = entries.map { SettledEntry(entry: $0, outcome: .failure(closed)) }
    afterTidying(refused) { refused in
      for entry in refused { entry.entry.receipt.finish(entry.entry, entry.outcome) }
    }
  }

  private var closed: TaskError {
    TaskError(.shutDown, "The broker has been shut down; it sends nothing more to \(queue).")
  }

  /// Takes entries back that are not on their way, and tells why; returns how many.
  @discardableResult
  private func withdraw(
    _ reason: any Error, where isMeant: (SendEntry) -> Bool
  ) -> Int {
    let removed = fields.withLock { fields in
      let removed = fields.lane.remove(where: isMeant)
      fields.lane.counters.withdrawn += removed.count
      return removed
    }
    conclude(removed.map { SettledEntry(entry: $0, outcome: .failure($0.honest(reason))) })
    return removed.count
  }

  /// Waits for a place in the buffer; what fills it is sent at once.
  private func takeRoom() async throws {
    let seeker = Sleeper()
    let hasRoom = try proceed { fields, _ in
      guard !fields.isClosed else { throw closed }
      guard !fields.room.take() else { return true }
      fields.room.await(seeker)
      fields.lane.counters.bufferOverflows += 1
      fields.lane.isHurried = true
      return false
    }
    guard !hasRoom else { return }
    do {
      try await seeker.wait()
    } catch {
      let next = fields.withLock { fields in
        defer { fields.lane.isHurried = fields.room.hasSeekers }
        return fields.room.forget(seeker) || fields.isClosed ? nil : fields.room.giveBack()
      }
      next?.wake(.success(()))
      throw error
    }
  }

  /// Entries are done with: removes the payloads of those that were not sent, and tells who waits.
  private func conclude(_ settled: [SettledEntry]) {
    afterTidying(settled, tell)
  }

  /// Calls `action` for entries whose payloads are removed, and at once for those that need no such
  /// thing.
  private func afterTidying(
    _ settled: [SettledEntry], _ action: @escaping @Sendable ([SettledEntry]) -> Void
  ) {
    let abandoned = settled.filter { $0.abandonedPayload != nil }
    action(abandoned.isEmpty ? settled : settled.filter { $0.abandonedPayload == nil })
    for entry in abandoned {
      guard let place = entry.abandonedPayload else { continue }
      // Ends with the removal's last attempt; who waits for the entry waits for it.
      Task(executorPreference: executor) {
        await self.payloads?.remove(place)
        action([entry])
      }
    }
  }

  /// Tells those who wait what became of their entries.
  private func tell(_ settled: [SettledEntry]) {
    let (seekers, flushers) = fields.withLock { fields in
      var seekers: [Sleeper] = []
      var flushers: [CheckedContinuation<Void, Never>] = []
      for entry in settled.map(\.entry) {
        flushers += fields.epochs.end(entry.epoch)
        if entry.parcel.pace.isLater, let next = fields.room.giveBack() { seekers.append(next) }
      }
      fields.lane.isHurried = fields.room.hasSeekers
      return (seekers, flushers)
    }
    metrics.ended(settled.count)
    for entry in settled { entry.entry.receipt.finish(entry.entry, entry.outcome) }
    for seeker in seekers { seeker.wake(.success(())) }
    for flusher in flushers { flusher.resume() }
  }
}

// Requests.
extension SendBatcher {
  /// Makes a change, sends what is due then, and sets the alarm for what is not.
  @discardableResult
  private func proceed<Value>(
    _ change: (inout Fields, Timestamp) throws -> Value
  ) rethrows -> Value {
    let now = clock.now
    let (value, batches, next) = try fields.withLock { fields in
      let value = try change(&fields, now)
      let batches = fields.lane.batches(at: now)
      for batch in batches { fields.sent[batch.number] = batch }
      return (value, batches, fields.lane.nextInstant)
    }
    for batch in batches {
      // Ends with its request; who waits for an entry waits for it.
      Task(executorPreference: executor) { await self.request(batch) }
    }
    if let next {
      alarm.set(for: next) { self.proceed { _, _ in } }
    }
    return value
  }

  private func request(_ batch: SendBatch) async {
    let start = ContinuousClock.now
    let outcomes = await outcomes(of: batch)
    let elapsed = start.duration(to: .now)
    let now = clock.now
    let settled: [SettledEntry]? = fields.withLock { fields in
      guard fields.sent.removeValue(forKey: batch.number) != nil else { return nil }
      return fields.lane.settle(batch, outcomes, at: now)
    }
    guard let settled else { return }  // Given up, and told so.
    metrics.answered(batch, settled, after: elapsed)
    conclude(settled)
    // Those who were told may have more to send: it is to go with what waits.
    await Task.yield()
    proceed { fields, _ in fields.lane.release() }
  }

  private func outcomes(of batch: SendBatch) async -> [Result<SentMessage, TransportError>] {
    do {
      return try await transport.send(batch.messages, to: queue)
    } catch {
      let error = TransportError(error, attempt: "send to \(queue)")
      return batch.entries.map { _ in .failure(error) }
    }
  }
}
