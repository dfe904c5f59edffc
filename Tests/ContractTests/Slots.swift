import Synchronization

/// Lets so many cases have a database open at once, in the order they came.
///
/// Every case would start at once otherwise, and a process may have but so many files open: 1,024 on
/// many systems, which is also the most that Foundation's `Process` bears.
final class Slots: Sendable {
  private struct Fields {
    var free: Int
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let fields: Mutex<Fields>

  init(_ count: Int) {
    fields = Mutex(Fields(free: count))
  }

  func with(_ body: () async throws -> Void) async rethrows {
    await take()
    defer { give() }
    try await body()
  }

  private func take() async {
    await withCheckedContinuation { continuation in
      let isFree = fields.withLock { fields in
        guard fields.free > 0 else {
          fields.waiting.append(continuation)
          return false
        }
        fields.free -= 1
        return true
      }
      if isFree { continuation.resume() }
    }
  }

  private func give() {
    let next = fields.withLock { fields -> CheckedContinuation<Void, Never>? in
      guard fields.waiting.isEmpty else { return fields.waiting.removeFirst() }
      fields.free += 1
      return nil
    }
    next?.resume()
  }
}
