import DovetailContracts
import DovetailTransport

/// How a claim came out on a peer.
enum Outcome: Sendable {
  case holds
  case fails(String)
  /// It wanted to move the time, by that much at first.
  case needsTime(Duration)
}

/// The claims of one contract on one peer.
struct ContractRun<Subject: Sendable>: Sendable {
  let name: String
  let claims: [Claim<Subject>]
  let peer: Peer
  /// Holds a claim to a new subject.
  let check: @Sendable (Claim<Subject>, TimeRecord) async throws -> Void

  /// What came of each claim, in the order of the contract.
  func outcomes() async -> [(claim: String, outcome: Outcome)] {
    let outcomes = await withTaskGroup(of: (place: Int, outcome: Outcome).self) { group in
      var outcomes: [Int: Outcome] = [:]
      for (place, claim) in claims.enumerated() {
        if place >= peer.width, let ended = await group.next() {
          outcomes[ended.place] = ended.outcome
        }
        group.addTask { (place, await outcome(of: claim)) }
      }
      for await ended in group { outcomes[ended.place] = ended.outcome }
      return outcomes
    }
    return outcomes.sorted { $0.key < $1.key }.map { (claims[$0.key].name, $0.value) }
  }

  /// What came of a claim, tried again while that is not sure: some others only work now and then.
  private func outcome(of claim: Claim<Subject>) async -> Outcome {
    let differs = peer.differences.kind(of: claim.name, in: name) == .differs
    var outcome = Outcome.holds
    for _ in 0..<(differs ? Self.triesOfDifference : peer.attempts) {
      outcome = await attempt(claim)
      switch outcome {
      case .holds where !differs, .needsTime: return outcome
      case .fails where differs: return outcome
      case .holds, .fails: continue
      }
    }
    return outcome
  }

  /// What is known to differ has to show in one of so many.
  private static var triesOfDifference: Int { 10 }

  private func attempt(_ claim: Claim<Subject>) async -> Outcome {
    let record = TimeRecord()
    let attempt = await Result.catching { try await checkInTime(claim, record) }
    return switch (attempt, record.refused) {
    case (.success, _): .holds
    case (.failure, let duration?): .needsTime(duration)
    case (.failure(let error), nil): .fails("\(error)")
    }
  }

  private func checkInTime(_ claim: Claim<Subject>, _ record: TimeRecord) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await check(claim, record) }
      group.addTask {
        try await SystemClock().sleep(for: peer.limit)
        throw InteropError("It did not end within \(peer.limit).")
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }
}
