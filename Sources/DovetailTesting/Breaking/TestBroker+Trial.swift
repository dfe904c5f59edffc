public import DovetailTasks
import DovetailTransport

// A scenario under every fault.
extension TestBroker {
  /// Tries a scenario under each fault alone, and tells what was lost or doubled, compared with a run without
  /// faults.
  ///
  /// Each time there is a new broker, which `make` is given: it says what serves the tasks, and what is done.
  /// Then all is worked off within a day of the broker's time, by other processes after crashes. What was told
  /// to the scenario by an error, and what is in a dead-letter queue, is not lost.
  ///
  /// Throws what the scenario throws without faults, and ``TestFailure`` when it cannot be worked off.
  public static func underEveryFault<Effect>(
    _ faults: [FaultCase] = FaultCase.all,
    _ configuration: BrokerConfiguration = BrokerConfiguration(),
    options: TestOptions = TestOptions(), filePath: String = #filePath, line: Int = #line,
    _ make: @Sendable (TestBroker) async throws -> FaultScenario<Effect>
  ) async throws -> FaultTrial<Effect> {
    try await TestFailure.at(filePath, line) {
      func ending(under rules: [FaultRule]) async throws -> Ending<Effect> {
        try await TestBroker(configuration, options: options).run { t in
          try await t.ending(of: make(t), under: rules)
        }
      }
      let calm = try await ending(under: [])
      var outcomes: [FaultTrial<Effect>.Outcome] = []
      for fault in faults {
        let rough = try await ending(under: fault.rules)
        outcomes.append(FaultTrial.Outcome(fault, rough, calm))
      }
      return FaultTrial(outcomes: outcomes)
    }
  }

  /// How a scenario has ended.
  fileprivate struct Ending<Effect: Hashable & Sendable>: Sendable {
    var effects: [Effect]
    var deadLetters: Int
    var error: (any Error)?
  }

  private func ending<Effect>(
    of scenario: FaultScenario<Effect>, under rules: [FaultRule]
  ) async throws -> Ending<Effect> {
    for rule in rules { inject(rule) }
    var told: (any Error)?
    do {
      try await scenario.act()
    } catch  where !rules.isEmpty {
      told = error
    }
    try await workOff()
    return Ending(
      effects: try await scenario.effects(), deadLetters: try await deadLetters().count,
      error: told)
  }

  /// Runs all that there is and becomes due, whatever breaks.
  private func workOff() async throws {
    for _ in 0..<Self.mostTries {
      do {
        try await drain(within: .seconds(86_400), .failures, limit: 100_000)
        return
      } catch let error as TransportError where error.isTransient {
        try await keeper.advance(by: .seconds(60))
      }
    }
    throw TestFailure("The scenario could not be worked off in \(Self.mostTries) tries.")
  }

  private static let mostTries = 200
}

extension FaultTrial.Outcome {
  fileprivate init(
    _ fault: FaultCase, _ rough: TestBroker.Ending<Effect>, _ calm: TestBroker.Ending<Effect>
  ) {
    self.fault = fault
    let missing = calm.effects.without(rough.effects)
    let isKept = rough.error != nil || missing.count <= rough.deadLetters - calm.deadLetters
    lost = isKept ? [] : missing
    doubled = rough.effects.without(calm.effects)
    deadLetters = rough.deadLetters
    error = rough.error
  }
}

extension Array where Element: Hashable {
  /// The elements that are left when each of the others has taken away one that equals it.
  fileprivate func without(_ others: Self) -> Self {
    var counts: [Element: Int] = [:]
    for other in others { counts[other, default: 0] += 1 }
    return filter { element in
      guard let count = counts[element], count > 0 else { return true }
      counts[element] = count - 1
      return false
    }
  }
}
