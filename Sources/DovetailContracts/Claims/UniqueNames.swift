internal import Synchronization

/// Numbers the names that one subject gives out.
final class UniqueNames: Sendable {
  private let count = Atomic(0)

  /// The next number, from 1.
  func next() -> Int {
    count.add(1, ordering: .relaxed).newValue
  }
}
