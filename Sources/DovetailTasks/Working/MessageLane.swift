import DovetailTransport

/// Received messages that are worked on one after the other: those of one group of a FIFO queue, in
/// order, or a single one.
struct MessageLane: Sendable {
  let profile: QueueProfile
  /// The holds on the messages.
  private(set) var leases: [Lease]

  /// Puts messages that are held into lanes.
  static func split(_ leases: [Lease], of profile: QueueProfile) -> [MessageLane] {
    guard profile.queue.isFIFO else {
      return leases.map { MessageLane(profile: profile, leases: [$0]) }
    }
    var lanes: [MessageLane] = []
    var places: [String: Int] = [:]
    for lease in leases {
      if let group = lease.message.groupID {
        if let place = places[group] {
          lanes[place].leases.append(lease)
          continue
        }
        places[group] = lanes.count
      }
      lanes.append(MessageLane(profile: profile, leases: [lease]))
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
