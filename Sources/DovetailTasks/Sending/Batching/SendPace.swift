/// How long a message may wait for others to share its request.
enum SendPace: Hashable, Sendable {
  /// Not at all: it goes in a request of its own.
  case alone
  /// For so long at most: somebody waits for it.
  case awaited(linger: Duration)
  /// As the queue's interval and idle time-out say: nobody waits.
  case later
  /// Not at all, and nobody waits.
  case laterAlone

  /// Whether it goes in a request of its own.
  var isAlone: Bool { self == .alone || self == .laterAlone }

  /// Whether nobody waits for it, so that it takes a place in the buffer.
  var isLater: Bool { self == .later || self == .laterAlone }
}
