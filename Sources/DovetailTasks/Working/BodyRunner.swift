import DovetailTransport
import Synchronization

/// Runs bodies, each in a task of its own, which a time-out or the end of the worker cancels.
struct BodyRunner: Sendable {
  /// Where a body runs; nil: on the process's pool.
  let executor: (any TaskExecutor)?
  /// Cancels a body that takes longer; nil: no limit.
  let timeout: Duration?
  let clock: any WallClock
  let signals: WorkerSignals
  /// Called when the body is told to end.
  let onCancel: @Sendable () -> Void

  /// How a body ended.
  struct End<Value: Sendable>: Sendable {
    let outcome: Result<Value, any Error>
    let elapsed: Duration
    /// Whether its time was over before.
    let isExpired: Bool
  }

  /// Runs a body to its end; nil: it has not returned, and the worker waits no longer.
  ///
  /// `watch` is given what cancels the body, for reasons of its own.
  func run<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value,
    cancelledBy watch: (@escaping @Sendable () -> Void) -> Void
  ) async -> End<Value>? {
    let start = ContinuousClock.now
    let expiry = Expiry()
    let outcome = OneShot<Result<Value, any Error>?>()
    // Ends with the body; who waits for it waits for its outcome.
    let task = Task(executorPreference: executor) {
      outcome.set(await Result.catching(body))
    }
    let cancel: @Sendable () -> Void = { [onCancel] in
      onCancel()
      task.cancel()
    }
    watch(cancel)
    let timer = timeout.map { timeout in
      clock.schedule(at: clock.now.advanced(by: timeout)) {
        expiry.set()
        cancel()
      }
    }
    defer { timer?.cancel() }
    let ended = await signals.end.during {
      await signals.abandon.during {
        await outcome.value()
      } onStop: {
        outcome.set(nil)
      }
    } onStop: {
      cancel()
    }
    return ended.map {
      End(outcome: $0, elapsed: start.duration(to: .now), isExpired: expiry.isSet)
    }
  }
}

/// Whether a body's time was over.
private final class Expiry: Sendable {
  private let flag = Atomic(false)

  var isSet: Bool { flag.load(ordering: .acquiring) }

  func set() {
    flag.store(true, ordering: .releasing)
  }
}

extension Result where Failure == any Error {
  /// What a body returns or throws.
  static func catching(_ body: () async throws -> Success) async -> Self {
    do {
      return .success(try await body())
    } catch {
      return .failure(error)
    }
  }
}
