import Dovetail

/// A worker that runs as a service in the background of a test.
struct RunningWorker {
  private let service: Task<Void, any Error>

  init(_ worker: Worker) {
    service = Task { try await worker.run() }
  }

  /// Lets it end, and waits for that.
  func stop() async throws {
    service.cancel()
    try await service.value
  }

  /// Tells it to end.
  func signal() { service.cancel() }

  /// Waits for its end.
  func end() async throws { try await service.value }
}

extension Workbench {
  /// Waits until the clock is to call after exactly so long from now.
  func waitForCall(after duration: Duration) async {
    let instant = clock.now.advanced(by: duration)
    while !clock.pendingCalls.contains(instant) { await Task.yield() }
  }

  /// Lets so much time pass, again and again, until the messages are in these states: what lingers may begin to
  /// only after the first.
  func pass(_ duration: Duration, until isMet: (QueueCounts) -> Bool) async throws {
    while !isMet(try await broker.counts(of: "default")) {
      for _ in 0..<100 { await Task.yield() }
      clock.advance(by: duration)
    }
  }

  /// Waits until a queue's messages are in these states.
  func wait(
    for queue: String = "default", until isMet: (QueueCounts) -> Bool
  ) async throws {
    while true {
      if isMet(try await broker.counts(of: queue)) { return }
      await Task.yield()
    }
  }
}
