import DovetailTransport

/// Received messages that are worked on one after the other: those of one group of a FIFO queue, in
/// order, or a single one.
struct MessageLane: Sendable {
  /// A message and the hold on it.
  struct Item: Sendable {
    let message: ReceivedMessage
    let lease: Lease
  }

  let profile: QueueProfile
  private(set) var items: [Item]

  /// Puts messages into lanes; begins to hold each.
  static func split(
    _ messages: [ReceivedMessage], from profile: QueueProfile,
    _ lease: (ReceivedMessage) -> Lease
  ) -> [MessageLane] {
    var lanes: [MessageLane] = []
    var places: [String: Int] = [:]
    for message in messages {
      let item = Item(message: message, lease: lease(message))
      if profile.queue.isFIFO, let group = message.groupID {
        if let place = places[group] {
          lanes[place].items.append(item)
          continue
        }
        places[group] = lanes.count
      }
      lanes.append(MessageLane(profile: profile, items: [item]))
    }
    return lanes
  }
}

extension TaskReport.Outcome {
  /// Whether the message is gone from its queue, so that the next of its group may run.
  var isSettled: Bool {
    switch self {
    case .succeeded, .duplicate, .deadLettered, .hopped: true
    case .retried, .postponed, .released, .lost, .stuck, .unsettled: false
    }
  }
}
