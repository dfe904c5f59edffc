import Synchronization

/// One task that waits once: for a clock, for somebody to wake it, or for its cancellation.
package final class Sleeper: Sendable {
  private enum State {
    case starting
    case parked(CheckedContinuation<Void, any Error>)
    case woken(Result<Void, any Error>)
    case done
  }

  private struct Fields {
    var state = State.starting
    var call: ScheduledCall?
  }

  private let fields = Mutex(Fields())

  package init() {}

  /// Waits until `deadline` has come or ``wake(_:)`` is called, also if that was before.
  ///
  /// Throws what it is woken with, and `CancellationError` when the task is cancelled.
  package func sleep(
    until deadline: Timestamp, on clock: any WallClock, for purpose: SleepPurpose = .work
  ) async throws {
    // Only tests pay for the cast.
    let watch = clock.kind == .manual ? clock as? any SleepWatchingClock : nil
    watch?.beganSleep(self, until: deadline, purpose)
    defer { watch?.endedSleep(self) }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        guard park(continuation) else { return }
        keep(clock.schedule(at: deadline) { self.wake(.success(())) })
      }
    } onCancel: {
      wake(.failure(CancellationError()))
    }
  }

  /// Waits until ``wake(_:)`` is called, also if that was before.
  ///
  /// Throws what it is woken with, and `CancellationError` when the task is cancelled.
  package func wait() async throws {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        _ = park(continuation)
      }
    } onCancel: {
      wake(.failure(CancellationError()))
    }
  }

  /// Holds the task's continuation until `wake`; resumes it and returns false if that has come.
  private func park(_ continuation: CheckedContinuation<Void, any Error>) -> Bool {
    let early: Result<Void, any Error>? = fields.withLock { fields in
      if case .woken(let result) = fields.state {
        fields.state = .done
        return result
      }
      fields.state = .parked(continuation)
      return nil
    }
    if let early { continuation.resume(with: early) }
    return early == nil
  }

  /// Keeps the clock's call, to withdraw it should the task be cancelled first.
  private func keep(_ call: ScheduledCall) {
    let isParked = fields.withLock { fields in
      guard case .parked = fields.state else { return false }
      fields.call = call
      return true
    }
    if !isParked { call.cancel() }
  }

  /// Ends the wait; only the first call counts.
  package func wake(_ result: Result<Void, any Error>) {
    let (continuation, call) = fields.withLock { fields in
      switch fields.state {
      case .starting:
        fields.state = .woken(result)
        return (CheckedContinuation<Void, any Error>?.none, ScheduledCall?.none)
      case .parked(let continuation):
        fields.state = .done
        let call = fields.call
        fields.call = nil
        return (continuation, call)
      case .woken, .done:
        return (nil, nil)
      }
    }
    call?.cancel()
    continuation?.resume(with: result)
  }
}
