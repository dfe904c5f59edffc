import Synchronization

/// Tells the parts of a running worker, once, that they are to end.
final class StopSignal: Sendable {
  private struct Fields {
    var isTriggered = false
    var actions: [UInt64: @Sendable () -> Void] = [:]
    var nextKey: UInt64 = 0
  }

  private let fields = Mutex(Fields())

  var isTriggered: Bool { fields.withLock { $0.isTriggered } }

  /// Calls what was registered; further calls do nothing.
  func trigger() {
    let actions = fields.withLock { fields in
      fields.isTriggered = true
      defer { fields.actions = [:] }
      return fields.actions.values.map(\.self)
    }
    for action in actions { action() }
  }

  /// Runs `body`; when the signal comes, or has come, calls `action` meanwhile.
  func during<Value: Sendable>(
    _ body: () async throws -> Value, onStop action: @escaping @Sendable () -> Void
  ) async rethrows -> Value {
    let key = register(action)
    defer { fields.withLock { _ = $0.actions.removeValue(forKey: key) } }
    return try await body()
  }

  private func register(_ action: @escaping @Sendable () -> Void) -> UInt64 {
    let (key, isTriggered) = fields.withLock { fields in
      fields.nextKey += 1
      if !fields.isTriggered { fields.actions[fields.nextKey] = action }
      return (fields.nextKey, fields.isTriggered)
    }
    if isTriggered { action() }
    return key
  }
}
