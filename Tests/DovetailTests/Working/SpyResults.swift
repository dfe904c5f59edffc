import Dovetail
import Synchronization

/// Passes calls on, records what is stored, and fails when it is told to.
final class SpyResults: ResultBackend {
  private struct Fields {
    var stored: [TaskResult] = []
    var failures = 0
  }

  private let inner: any ResultBackend
  private let fields = Mutex(Fields())

  init(_ inner: any ResultBackend) {
    self.inner = inner
  }

  /// The results that were stored, in order.
  var stored: [TaskResult] { fields.withLock { $0.stored } }

  /// Fails the next `count` attempts to store a result.
  func failStores(_ count: Int) {
    fields.withLock { $0.failures = count }
  }

  func store(_ result: TaskResult, for task: TaskID) async throws {
    let fails = fields.withLock { fields in
      guard fields.failures > 0 else { return false }
      fields.failures -= 1
      return true
    }
    if fails { throw TransportError(.throttled, attempt: "store the result of \(task)") }
    try await inner.store(result, for: task)
    fields.withLock { $0.stored.append(result) }
  }

  func result(for task: TaskID) async throws -> TaskResult? {
    try await inner.result(for: task)
  }

  func attempts(of message: MessageID) async throws -> AttemptRecord? {
    try await inner.attempts(of: message)
  }

  func storeAttempts(_ record: AttemptRecord, of message: MessageID) async throws {
    try await inner.storeAttempts(record, of: message)
  }

  func removeAttempts(of message: MessageID) async throws {
    try await inner.removeAttempts(of: message)
  }
}
