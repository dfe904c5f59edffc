import DovetailTransport

@testable import DovetailTasks

/// A lane under test, its time, and what came of its entries.
struct LaneBench {
  var lane: SendLane
  var now = Timestamp(milliseconds: 1_000_000)
  let queue: QueueName
  private(set) var outcomes: [String: Result<SentMessage, any Error>] = [:]
  private let receipt = NoReceipt()

  init(_ queue: String = "orders", _ change: (inout BatchingOptions) -> Void = { _ in }) throws {
    var options = BatchingOptions()
    options.retry = .constant(.seconds(1), maxAttempts: 3)
    change(&options)
    self.queue = try QueueName(queue)
    lane = SendLane(options: options, random: .seeded(1))
  }

  /// Lets a task wait; its id says which.
  mutating func add(
    _ id: String, group: String? = nil, pace: SendPace = .awaited(linger: .zero), bytes: Int = 1
  ) {
    let message = OutgoingMessage(
      String(repeating: "x", count: bytes), groupID: group, deduplicationID: group.map { _ in id })
    let parcel = Parcel(
      id: TaskID(rawValue: id), name: "task", queue: queue, message: message, pace: pace)
    lane.add(SendEntry(parcel: parcel, addedAt: now, receipt: receipt, place: 0))
  }

  /// The batches that are to go now.
  mutating func batches() -> [SendBatch] {
    lane.batches(at: now)
  }

  /// Tells the lane what came of a batch, entry by entry; nil is a success.
  mutating func settle(
    _ batch: SendBatch, _ errors: [String: TransportError.Code] = [:], isReleased: Bool = true
  ) {
    let answers: [Result<SentMessage, TransportError>] = batch.entries.map { entry in
      guard let code = errors[entry.parcel.id.rawValue] else {
        return .success(SentMessage(id: MessageID(rawValue: entry.parcel.id.rawValue)))
      }
      return .failure(TransportError(code, attempt: "send"))
    }
    for settled in lane.settle(batch, answers, at: now) {
      outcomes[settled.entry.parcel.id.rawValue] = settled.outcome
    }
    if isReleased { lane.release() }
  }

  mutating func advance(by duration: Duration) {
    now = now.advanced(by: duration)
  }

  /// The ids of those that were accepted so far.
  var accepted: Set<String> {
    Set(outcomes.filter { (try? $0.value.get()) != nil }.keys)
  }

  func error(of id: String) -> (any Error)? {
    guard case .failure(let error)? = outcomes[id] else { return nil }
    return error
  }
}

/// Hears of nothing: the lane itself tells what is settled.
private final class NoReceipt: SendReceipt {
  func finish(_ entry: SendEntry, _ outcome: Result<SentMessage, any Error>) {}
}

extension [SendBatch] {
  /// The ids of each batch's entries.
  var ids: [[String]] { map { $0.entries.map(\.parcel.id.rawValue) } }
}
