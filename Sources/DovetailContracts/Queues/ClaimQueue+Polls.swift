internal import DovetailTransport

/// Receives that wait while a claim goes on.
extension ClaimQueue {
  /// Starts a receive, does `act` once it waits, and returns what it got.
  ///
  /// A `waitTime` of nil leaves the wait to the queue.
  func poll(
    _ maximum: Int = 1, for waitTime: Duration?, during act: () async throws -> Void
  ) async throws -> [ReceivedMessage] {
    let options = ReceiveOptions(maxMessages: maximum, waitTime: waitTime)
    async let messages = subject.transport.receive(from: name, options)
    try await subject.polls(1, on: name)
    try await act()
    return try await messages
  }

  /// Starts several receives, does `act` once all wait, and returns what each got.
  func polls(
    _ count: Int, for waitTime: Duration, during act: () async throws -> Void
  ) async throws -> [[ReceivedMessage]] {
    try await withThrowingTaskGroup(of: [ReceivedMessage].self) { group in
      for _ in 0..<count {
        group.addTask {
          try await subject.transport.receive(from: name, ReceiveOptions(waitTime: waitTime))
        }
      }
      try await subject.polls(count, on: name)
      try await act()
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }

  /// Starts a receive, cancels its task once it waits, and returns how it ended.
  func cancelledPoll(for waitTime: Duration) async throws -> Result<[ReceivedMessage], any Error> {
    await withTaskGroup(of: Result<[ReceivedMessage], any Error>.self) { group in
      group.addTask {
        do {
          let options = ReceiveOptions(waitTime: waitTime)
          return .success(try await subject.transport.receive(from: name, options))
        } catch {
          return .failure(error)
        }
      }
      do {
        try await subject.polls(1, on: name)
      } catch {
        return .failure(error)
      }
      group.cancelAll()
      return await group.next() ?? .success([])
    }
  }
}
