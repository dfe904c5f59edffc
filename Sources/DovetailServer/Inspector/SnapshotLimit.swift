internal import Synchronization

/// Lets few snapshots be made or sent at once: each is a copy of the database on the disk.
package final class SnapshotLimit: Sendable {
  /// The most at once.
  static let most = 2

  private let count = Mutex(0)

  /// Stands for a snapshot while there is a reference to it.
  final class Place: Sendable {
    private let limit: SnapshotLimit

    fileprivate init(_ limit: SnapshotLimit) {
      self.limit = limit
    }

    deinit {
      limit.count.withLock { $0 -= 1 }
    }
  }

  /// Throws ``InspectorError`` when there are enough.
  func take() throws -> Place {
    let isFree = count.withLock { count in
      guard count < Self.most else { return false }
      count += 1
      return true
    }
    guard isFree else {
      throw InspectorError(
        503, "\(Self.most) snapshots are on their way already; ask again when one has arrived.")
    }
    return Place(self)
  }
}
