import DovetailTransport

// Many tasks at once, each through the middleware.
extension Broker {
  /// Sends calls that pass the middleware concurrently; returns what was sent or an error for each, in order.
  ///
  /// The lanes of their queues gather them into requests. Those for one FIFO queue enter one after the
  /// other: a chain that began before its turn could hold what the one before it waits for.
  func sendChained(
    _ calls: ArraySlice<Result<SendPipeline.Call, any Error>>
  ) async -> [Result<SentCall, any Error>] {
    await withTaskGroup(of: (place: Int, outcome: Result<SentCall, any Error>).self) { group in
      var outcomes: [Result<SentCall, any Error>] = []
      var turns: [QueueName: SendTurn] = [:]
      for (place, call) in calls.enumerated() {
        do {
          let outgoing = try oneOfMany(call.get())
          outcomes.append(.success(outgoing.sentCall))
          var turn: SendTurn?
          if outgoing.queue.isFIFO {
            turn = SendTurn(after: turns[outgoing.queue])
            turns[outgoing.queue] = turn
          }
          group.addTask { [turn] in (place, await self.outcome(of: outgoing, in: turn)) }
        } catch {
          outcomes.append(.failure(error))
        }
      }
      for await (place, outcome) in group { outcomes[place] = outcome }
      return outcomes
    }
  }

  private func outcome(
    of outgoing: OutgoingTask, in turn: SendTurn?
  ) async -> Result<SentCall, any Error> {
    defer { turn?.pass() }
    do {
      try await turn?.come()
      let sent = try await chain.send(outgoing) { task in
        try await self.accept(task) { turn?.pass() }
      }
      return .success(sent.call)
    } catch {
      return .failure(error)
    }
  }
}
