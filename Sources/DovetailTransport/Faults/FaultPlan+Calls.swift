// How a call goes through the plan.
extension FaultPlan {
  /// Carries out a call between what happens before and after it.
  ///
  /// `act` is told what strikes before it. After it the rules look at the call's entries, or at those
  /// that the answer brought. An act that fails by itself is broken enough: nothing more happens.
  nonisolated(nonsending) func carry<Answer>(
    _ call: FaultCall, bringing entries: ((Answer) -> [FaultEntry])? = nil,
    _ act: nonisolated(nonsending) ([FaultStrike]) async throws -> Answer
  ) async throws -> (answer: Answer, strikes: [FaultStrike]) {
    var call = call
    let before = try strikes(on: call, at: .beforeAct)
    defer { count(call) }
    try await suffer(before, call)
    let answer = try await act(before)
    if let entries { call.entries = entries(answer) }
    let after = try strikes(on: call, at: .afterAct)
    try await suffer(after, call)
    return (answer, after)
  }

  /// Carries out a batch, of which some entries may fail.
  nonisolated(nonsending) func carry<Entry, Answer>(
    _ call: FaultCall, batch: [Entry],
    _ act: nonisolated(nonsending) ([Entry]) async throws -> [Result<Answer, TransportError>]
  ) async throws -> [Result<Answer, TransportError>] {
    var (outcomes, strikes) = try await carry(call) { strikes -> [Result<Answer, TransportError>] in
      let failed = call.failures(strikes)
      let others = batch.indices.filter { failed[$0] == nil }.map { batch[$0] }
      var outcomes = others.isEmpty && !failed.isEmpty ? [] : try await act(others)
      for (place, error) in failed.sorted(by: { $0.key < $1.key }) {
        outcomes.insert(.failure(error), at: min(place, outcomes.count))
      }
      return outcomes
    }
    for (place, error) in call.failures(strikes) where place < outcomes.count {
      outcomes[place] = .failure(error)
    }
    return outcomes
  }

  /// Waits for `act`, and gives it up when the process crashes meanwhile.
  func untilCrash<Answer: Sendable>(
    _ call: FaultCall, _ act: @escaping @Sendable () async throws -> Answer
  ) async throws -> Answer {
    guard let (id, crash) = watchForCrash() else { throw call.crash }
    defer { stopWatching(id) }
    return try await withThrowingTaskGroup(of: Answer?.self) { group in
      group.addTask { try await act() }
      group.addTask {
        for await _ in crash {}
        return nil
      }
      defer { group.cancelAll() }
      // The watch ends first when the caller is cancelled too; then the act has the last word.
      while let ended = try await group.next() {
        if let answer = ended { return answer }
        if isCrashed { break }
      }
      throw call.crash
    }
  }

  /// Waits, throws or crashes, as the strikes on the call have it.
  private func suffer(_ strikes: [FaultStrike], _ call: FaultCall) async throws {
    for strike in strikes {
      switch strike.effect {
      case .delay(let duration, _):
        try await clock.sleep(for: duration)
        guard !isCrashed else { throw call.crash }
      case .fail(let code, _):
        throw call.error(code)
      case .crash:
        self.crash()
        throw call.crash
      case .failEntries, .duplicate, .disorder, .corrupt, .vanish:
        continue
      }
    }
  }
}

extension FaultCall {
  /// The errors of entries that are to fail, by their places.
  fileprivate func failures(_ strikes: [FaultStrike]) -> [Int: TransportError] {
    var failures: [Int: TransportError] = [:]
    for strike in strikes {
      guard case .failEntries(let code, _) = strike.effect else { continue }
      for place in strike.entries where failures[place] == nil { failures[place] = error(code) }
    }
    return failures
  }
}
