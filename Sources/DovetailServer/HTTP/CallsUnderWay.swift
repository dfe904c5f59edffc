internal import NIOPosix
internal import Synchronization

/// How many requests are being answered.
final class CallsUnderWay: Sendable {
  private let count = Atomic(0)

  func begin() { count.add(1, ordering: .relaxed) }
  func end() { count.subtract(1, ordering: .relaxed) }

  /// How many there are, for who is on an event loop, which has nothing else to do when there is but one;
  /// nil elsewhere.
  var onEventLoop: Int? {
    guard MultiThreadedEventLoopGroup.currentEventLoop != nil else { return nil }
    return count.load(ordering: .relaxed)
  }
}
