import Synchronization

/// One task that waits for a clock: woken once, by the clock or by its cancellation.
final class Sleeper: Sendable {
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

  /// Holds the task's continuation until `wake`; resumes it at once if that has come already.
  func park(_ continuation: CheckedContinuation<Void, any Error>) {
    let early: Result<Void, any Error>? = fields.withLock { fields in
      if case .woken(let result) = fields.state {
        fields.state = .done
        return result
      }
      fields.state = .parked(continuation)
      return nil
    }
    if let early { continuation.resume(with: early) }
  }

  /// Keeps the clock's call, to withdraw it should the task be cancelled first.
  func keep(_ call: ScheduledCall) {
    let isParked = fields.withLock { fields in
      guard case .parked = fields.state else { return false }
      fields.call = call
      return true
    }
    if !isParked { call.cancel() }
  }

  /// Ends the wait; only the first call counts.
  func wake(_ result: Result<Void, any Error>) {
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
