import DovetailTransport

/// What came of a contract on a peer, beside what was known before.
struct Verdict: Sendable {
  private let contract: String
  private let peer: Peer
  private let outcomes: [(claim: String, outcome: Outcome)]
  /// Sentences on what is not as it should be.
  let faults: [String]

  init(_ contract: String, on peer: Peer, _ outcomes: [(claim: String, outcome: Outcome)]) {
    self.contract = contract
    self.peer = peer
    self.outcomes = outcomes
    var known: [String: KnownDifferences.Kind] = [:]
    var faults: [String] = []
    for group in peer.differences.groups(of: contract) {
      for claim in group.claims where known.updateValue(group.kind, forKey: claim) != nil {
        faults.append("\(claim) | It is in the list twice.")
      }
    }
    for (claim, outcome) in outcomes {
      let kind = known.removeValue(forKey: claim)
      if let fault = Self.fault(outcome, kind, peer.time) { faults.append("\(claim) | \(fault)") }
    }
    faults += known.keys.sorted()
      .map { "\($0) | It is in the list, but no claim has that name." }
    self.faults = faults.map { "\(contract) | \($0)" }
  }

  /// Nil when the outcome is what the list says, or the claim holds and is not in it.
  private static func fault(
    _ outcome: Outcome, _ kind: KnownDifferences.Kind?, _ time: PeerTime
  ) -> String? {
    switch (outcome, kind) {
    case (.holds, nil), (.fails, .differs), (.needsTime, .clock): nil
    case (.holds, _?): "It holds; remove it from the list."
    case (.fails(let error), nil): error
    case (.fails(let error), .clock):
      "It fails before it moves the time; list it as differs: \(error)"
    case (.needsTime, .differs): "It moves the time; list it as clock."
    case (.needsTime(let duration), nil):
      if case .real = time { nil } else { "It moves the time by \(duration); list it as clock." }
    }
  }

  /// How many claims were checked, hold, and do not; with the list and its share.
  var description: String {
    let holding = outcomes.count { if case .holds = $0.outcome { true } else { false } }
    var lines = ["\(contract) on \(peer.name): \(holding) of \(outcomes.count) claims hold."]
    for group in peer.differences.groups(of: contract) {
      lines.append(
        "  \(group.kind.rawValue), \(share(group.claims.count)): \(group.reason)")
      lines += group.claims.map { "    - \($0)" }
    }
    let waits = outcomes.filter { if case .needsTime = $0.outcome { true } else { false } }
    if case .real = peer.time, !waits.isEmpty {
      lines.append("  not run, \(share(waits.count)): they would wait for too long")
      lines += waits.map { "    - \($0.claim)" }
    }
    return lines.joined(separator: "\n")
  }

  private func share(_ count: Int) -> String {
    let percent = outcomes.isEmpty ? 0 : (count * 100 + outcomes.count / 2) / outcomes.count
    return "\(count) claims, \(percent) %"
  }
}
