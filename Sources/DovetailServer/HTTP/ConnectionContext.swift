internal import DovetailTransport
internal import DovetailWire
internal import NIOCore
internal import Synchronization

/// What the connections of a server share.
final class ConnectionContext: Sendable {
  private struct Fields {
    var isStopping = false
    var channels: [ObjectIdentifier: any Channel] = [:]
    var second: Int64 = 0
    var date = ""
  }

  /// Answers all requests.
  let door: any Room
  let calls: CallsUnderWay
  private let fields = Mutex(Fields())

  init(door: any Room, calls: CallsUnderWay) {
    self.door = door
    self.calls = calls
  }

  /// Whether each connection is to end with the answer that it gives.
  var isStopping: Bool { fields.withLock { $0.isStopping } }

  /// Keeps a connection until ``remove(_:)``; says no when it is to be closed at once.
  func add(_ channel: any Channel) -> Bool {
    fields.withLock { fields in
      guard !fields.isStopping else { return false }
      fields.channels[ObjectIdentifier(channel)] = channel
      return true
    }
  }

  func remove(_ channel: any Channel) {
    fields.withLock { $0.channels[ObjectIdentifier(channel)] = nil }
  }

  /// Lets connections end, those that do nothing at once.
  func stop() {
    let channels = fields.withLock { fields in
      fields.isStopping = true
      return Array(fields.channels.values)
    }
    for channel in channels { channel.pipeline.fireUserInboundEventTriggered(ServerStops()) }
  }

  /// Waits until all connections have ended; closes what has not after `timeout`.
  func end(within timeout: Duration) async {
    let channels = fields.withLock { Array($0.channels.values) }
    guard let loop = channels.first?.eventLoop else { return }
    let late = loop.scheduleTask(in: .nanoseconds(timeout.wholeMilliseconds * 1_000_000)) {
      for channel in channels { channel.close(promise: nil) }
    }
    // The end of a channel is no failure of it.
    for channel in channels { try? await channel.closeFuture.get() }
    late.cancel()
  }

  /// The system's time for the header `Date`, written once a second.
  var date: String {
    let now = SystemClock().now
    let second = now.milliseconds / 1000
    return fields.withLock { fields in
      if fields.second != second {
        fields.second = second
        fields.date = HTTPDate.text(of: now)
      }
      return fields.date
    }
  }
}

/// Tells a connection that its server stops.
struct ServerStops: Sendable {}
