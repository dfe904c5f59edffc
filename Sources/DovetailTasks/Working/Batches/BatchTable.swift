import DovetailTransport

/// The batches that a worker gathers: one for each of its queues and handlers.
final class BatchTable: Sendable {
  private struct Key: Hashable {
    let handler: String
    let queue: String
  }

  /// The most messages that a call takes.
  let largestCall: Int
  private let gatherers: [Key: BatchGatherer]
  private let byQueue: [String: [BatchGatherer]]

  /// Nil when no handler works on batches.
  init?(_ handlers: HandlerTable, _ profiles: [QueueProfile], clock: any WallClock) {
    var gatherers: [Key: BatchGatherer] = [:]
    for handler in handlers.all.values {
      guard let work = handler.batch else { continue }
      for profile in profiles where !handler.isForAllOfQueue || profile.name == handler.name {
        gatherers[Key(handler: handler.name, queue: profile.name)] =
          BatchGatherer(handler, work, profile, clock: clock)
      }
    }
    guard !gatherers.isEmpty else { return nil }
    self.gatherers = gatherers
    byQueue = Dictionary(grouping: gatherers.values, by: \.profile.name)
    largestCall = gatherers.values.map(\.work.limit).max() ?? 1
  }

  /// What gathers a queue's messages for a handler; nil when that works on single ones.
  func gatherer(for handler: TaskHandler, _ profile: QueueProfile) -> BatchGatherer? {
    guard handler.batch != nil else { return nil }
    return gatherers[Key(handler: handler.name, queue: profile.name)]
  }

  /// How many more messages of a queue the batches take that are being gathered.
  func openPlaces(in profile: QueueProfile) -> Int {
    byQueue[profile.name, default: []].reduce(0) { $0 + $1.openPlaces }
  }

  /// How many of these are for messages that cannot be of another handler.
  func surePlaces(in profile: QueueProfile) -> Int {
    byQueue[profile.name, default: []].reduce(0) {
      $0 + ($1.handler.isForAllOfQueue ? $1.openPlaces : 0)
    }
  }

  /// Lets nothing wait for others.
  func hurry(_ run: WorkerRun) {
    for gatherer in gatherers.values { gatherer.hurry(run) }
  }

  /// Gives back what waits, and takes nothing more.
  func close() {
    for gatherer in gatherers.values { gatherer.close() }
  }
}
