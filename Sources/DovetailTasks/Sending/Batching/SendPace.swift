/// How long a message may wait for others to share its request.
enum SendPace: Hashable, Sendable {
  /// Not at all: it goes in a request of its own.
  case alone
  /// For so long at most: somebody waits for it.
  case awaited(linger: Duration)
  /// As the queue's interval and idle time-out say: nobody waits.
  case later
}
