import Synchronization

/// Stands in for a table in which a row stands once.
final class Rows: Sendable {
  private let rows = Mutex<Set<String>>([])

  var all: [String] { rows.withLock { $0.sorted() } }

  func insert(_ row: String) {
    rows.withLock { _ = $0.insert(row) }
  }
}
