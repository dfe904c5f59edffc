import Synchronization

/// A value that is set once and waited for by one.
package final class OneShot<Value: Sendable>: Sendable {
  private enum State {
    case open
    case awaited(CheckedContinuation<Value, Never>)
    case set(Value)

    var value: Value? {
      if case .set(let value) = self { value } else { nil }
    }
  }

  private let state = Mutex(State.open)

  package init() {}

  /// Sets the value; only the first counts.
  package func set(_ value: Value) {
    let continuation = state.withLock { state -> CheckedContinuation<Value, Never>? in
      switch state {
      case .open:
        state = .set(value)
        return nil
      case .awaited(let continuation):
        state = .set(value)
        return continuation
      case .set: return nil
      }
    }
    continuation?.resume(returning: value)
  }

  /// The value, as soon as it is set; called once.
  package nonisolated(nonsending) func value() async -> Value {
    if let value = state.withLock({ $0.value }) { return value }
    return await withCheckedContinuation { continuation in
      let value = state.withLock { state -> Value? in
        if let value = state.value { return value }
        state = .awaited(continuation)
        return nil
      }
      if let value { continuation.resume(returning: value) }
    }
  }
}
