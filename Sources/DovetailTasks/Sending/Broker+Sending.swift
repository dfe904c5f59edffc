import DovetailTransport
import Logging

// How calls get to their queues, whatever form they came in.
extension Broker {
  /// Sends one call; returns once the queue has accepted it.
  func send(_ call: SendPipeline.Call) async throws -> SentCall {
    let outgoing = try pipeline.outgoing(call)
    guard let key = call.options.once else { return try await send(outgoing) }
    return try await sendOnce(outgoing, key)
  }

  /// Sends one call that is made up already.
  func send(_ outgoing: OutgoingTask) async throws -> SentCall {
    try await chain.send(outgoing) { try await self.accept($0) }.call
  }

  /// Holds one call until it is sent with others; returns once it is held.
  func sendLater(_ call: SendPipeline.Call) async throws -> SentCall {
    var call = call
    call.isLater = true
    try call.refuseOnce("enqueueLater")
    return try await chain.send(pipeline.outgoing(call)) { try await self.hold($0) }.call
  }

  /// Sends a task that has passed the middleware; returns once its queue has accepted it.
  ///
  /// `whenAdded` is called when none that is sent after can overtake it.
  func accept(
    _ outgoing: OutgoingTask, whenAdded: () -> Void = {}
  ) async throws -> SentTask {
    let parcel = try await parcel(of: outgoing)
    let outcomes = try await batcher(of: parcel.queue).send([parcel], whenAdded: whenAdded)
    return SentTask(
      id: parcel.id, message: try outcomes.first?.get(), keepsResult: outgoing.task.keepsResult)
  }

  private func hold(_ outgoing: OutgoingTask) async throws -> SentTask {
    let parcel = try await parcel(of: outgoing)
    do {
      let batcher = try batcher(of: parcel.queue)
      let receipt = LaterReceipt(
        logger: configuration.logger, metrics: batcher.metrics, onDrop: configuration.onDrop)
      try await batcher.sendLater(parcel, receipt)
    } catch {
      if let place = parcel.payload { await payloads?.remove(place) }
      throw error
    }
    return SentTask(id: parcel.id, message: nil, keepsResult: outgoing.task.keepsResult)
  }

  /// Sends many calls; returns what was sent or an error for each, in order.
  ///
  /// Those for one queue keep their order. No more than ``window`` messages are written and held at once.
  func sendAll(
    _ calls: [Result<SendPipeline.Call, any Error>]
  ) async -> [Result<SentCall, any Error>] {
    var outcomes: [Result<SentCall, any Error>] = []
    outcomes.reserveCapacity(calls.count)
    var rest = calls[...]
    while !rest.isEmpty, !Task.isCancelled {
      let window = rest.prefix(Self.window)
      outcomes += await chain.isEmpty ? sendWindow(window) : sendChained(window)
      rest = rest.dropFirst(Self.window)
    }
    outcomes += rest.map { _ in .failure(CancellationError()) }
    return outcomes
  }

  /// How many are held at once of those that are sent together.
  static let window = 1000

  private func sendWindow(
    _ calls: ArraySlice<Result<SendPipeline.Call, any Error>>
  ) async -> [Result<SentCall, any Error>] {
    var outcomes: [Result<SentCall, any Error>] = []
    var byQueue: [QueueName: [(place: Int, parcel: Parcel)]] = [:]
    for (place, call) in calls.enumerated() {
      do {
        let outgoing = try oneOfMany(call.get())
        let parcel = try await parcel(of: outgoing)
        outcomes.append(.success(outgoing.sentCall))
        byQueue[parcel.queue, default: []].append((place, parcel))
      } catch {
        outcomes.append(.failure(error))
      }
    }
    await withTaskGroup(of: [(place: Int, error: any Error)].self) { group in
      for (queue, parcels) in byQueue {
        group.addTask { await self.failures(of: parcels, queue) }
      }
      for await failures in group {
        for failure in failures { outcomes[failure.place] = .failure(failure.error) }
      }
    }
    return outcomes
  }

  /// Makes a call up that is sent with others.
  func oneOfMany(_ call: SendPipeline.Call) throws -> OutgoingTask {
    try call.refuseOnce("enqueueAll")
    return try pipeline.outgoing(call)
  }

  /// Sends parcels to one queue, and returns what went wrong.
  private func failures(
    of parcels: [(place: Int, parcel: Parcel)], _ queue: QueueName
  ) async -> [(place: Int, error: any Error)] {
    do {
      let outcomes = try await batcher(of: queue).send(parcels.map(\.parcel))
      return zip(parcels, outcomes).compactMap { parcel, outcome in
        guard case .failure(let error) = outcome else { return nil }
        return (parcel.place, error)
      }
    } catch {
      return parcels.map { ($0.place, error) }
    }
  }

  func parcel(of outgoing: OutgoingTask) async throws -> Parcel {
    try await fitting(outgoing.queue) { try pipeline.parcel(outgoing) }
  }

  /// Makes a parcel that its queue takes: a body that is too large goes to the blob store.
  func fitting(_ queue: QueueName, _ make: () throws -> Parcel) async throws -> Parcel {
    do {
      let parcel = try make()
      guard parcel.isOversized, let payloads else { return parcel }
      return try await payloads.offload(parcel)
    } catch let error as TaskError where error.code == .tooLarge {
      try batcher(of: queue).countOversized()
      throw error
    }
  }
}

/// Tells of tasks that were given up after nobody waited for them.
final class LaterReceipt: SendReceipt {
  private let logger: Logger
  private let metrics: SendMetrics
  private let onDrop: @Sendable (DroppedTask) -> Void

  init(
    logger: Logger, metrics: SendMetrics, onDrop: @escaping @Sendable (DroppedTask) -> Void
  ) {
    self.logger = logger
    self.metrics = metrics
    self.onDrop = onDrop
  }

  func finish(_ entry: SendEntry, _ outcome: Result<SentMessage, any Error>) {
    guard case .failure(let error) = outcome else { return }
    let dropped = DroppedTask(entry, error)
    metrics.drop()
    logger.error(
      "A task was given up that was to be sent later: \(error)",
      metadata: [
        "task_id": "\(dropped.id)", "task_name": "\(dropped.name)", "queue": "\(dropped.queue)",
        "attempts": "\(dropped.attempts)",
      ])
    onDrop(dropped)
  }
}
