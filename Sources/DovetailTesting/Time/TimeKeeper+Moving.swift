import DovetailTasks
import DovetailTransport
import Synchronization

// Who moves time, and who waits until it is moved.
extension TimeKeeper {
  /// Moves the clock by `duration`, from one instant at which something is to happen to the next; goes on
  /// from each when all that it has woken has ended or waits.
  func advance(by duration: Duration) async throws {
    try await advance(to: clock.now.advanced(by: duration))
  }

  /// Moves the clock to `target`; does nothing when it is past that.
  func advance(to target: Timestamp) async throws {
    try await waitUntilQuiet()
    while let next = clock.nextCall, next <= target {
      clock.advance(to: next)
      try await waitUntilQuiet()
    }
    clock.advance(to: target)
    try await waitUntilQuiet()
  }

  /// Waits until all that goes on has ended or waits.
  ///
  /// Throws when that does not come in six times the limit of real time.
  func waitUntilQuiet() async throws {
    let waiter = Sleeper()
    fields.withLock { $0.quietWaiters.append(waiter) }
    let limit = realTimeLimit * 6  // Many tests at once may leave one little of the processors.
    let real = SystemClock()
    let timer = real.schedule(at: real.now.advanced(by: limit)) {
      waiter.wake(
        .failure(
          TestFailure(
            "Time cannot move on: something of the broker has been busy for \(Wording.seconds(limit)) of "
              + "real time and neither ends nor waits.")))
    }
    defer {
      timer.cancel()
      fields.withLock { $0.quietWaiters.removeAll { $0 === waiter } }
    }
    lookAround()
    try await waiter.wait()
  }

  /// Sees work to its end, and moves the clock for it whenever nothing else would go on.
  ///
  /// Throws what the work throws, and ``TestFailure`` when it does not end; then it is cancelled.
  func drive<Value: Sendable>(
    _ what: String, _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let outcome = OneShot<Result<Value, any Error>>()
    // Ends with the work, which is waited for; work that does not end is given up, and the test fails.
    let task = Task(executorPreference: executor) {
      do {
        outcome.set(.success(try await work()))
      } catch {
        outcome.set(.failure(error))
      }
    }
    let drive = Drive(what: what, startedAt: clock.now) { failure in
      task.cancel()
      outcome.set(.failure(failure))
    }
    let number = fields.withLock { fields in
      let number = fields.number()
      fields.drives[number] = drive
      return number
    }
    defer { fields.withLock { _ = $0.drives.removeValue(forKey: number) } }
    lookAround()
    return try await withTaskCancellationHandler {
      try await outcome.value().get()
    } onCancel: {
      task.cancel()
    }
  }
}
