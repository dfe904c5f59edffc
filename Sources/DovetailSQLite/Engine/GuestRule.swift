internal import Dispatch
internal import Synchronization

/// When a call may be done on the thread that makes it, as a guest on the lane.
///
/// It must be the only one under way, so that it takes nobody else's time and no other would have shared
/// its commit. While the last has taken long, for a slow disk or another process's lock, none may.
final class GuestRule: Sendable {
  private let callsUnderWay: @Sendable () -> Int?
  private let parked = Atomic(0)
  private let isSlow = Atomic(false)

  /// From how many nanoseconds on a guest keeps its thread too long.
  private static let patience: UInt64 = 2_000_000

  init(_ callsUnderWay: @escaping @Sendable () -> Int?) {
    self.callsUnderWay = callsUnderWay
  }

  /// Whether the call that is being made may be a guest.
  var admits: Bool {
    guard !isSlow.load(ordering: .relaxed), let calls = callsUnderWay() else { return false }
    return calls - parked.load(ordering: .relaxed) <= 1
  }

  /// Takes note of since when the lane has worked, for a guest or not, and how many of the calls under way are
  /// polls that wait now.
  func note(since start: DispatchTime, parked count: Int) {
    let nanoseconds = DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds
    isSlow.store(nanoseconds > Self.patience, ordering: .relaxed)
    parked.store(count, ordering: .relaxed)
  }
}
