/// What is tried under faults: something that is done, and what comes of it.
public struct FaultScenario<Effect: Hashable & Sendable>: Sendable {
  let act: @Sendable () async throws -> Void
  let effects: @Sendable () async throws -> [Effect]

  /// Makes a scenario.
  ///
  /// `act`: what is done, such as to enqueue tasks; its tasks are run after it. `effects`: what has happened
  /// when all is worked off, each thing as often as it happened, in any order.
  public init(
    _ act: @escaping @Sendable () async throws -> Void,
    effects: @escaping @Sendable () async throws -> [Effect]
  ) {
    self.act = act
    self.effects = effects
  }
}

/// What came of a scenario under each fault.
public struct FaultTrial<Effect: Hashable & Sendable>: Sendable {
  /// What came of it under one fault, compared with a run without any.
  public struct Outcome: Sendable {
    /// The fault.
    public let fault: FaultCase
    /// What did not happen, is in no dead-letter queue, and was told to nobody.
    public let lost: [Effect]
    /// What happened more often than without the fault, each time that it did.
    public let doubled: [Effect]
    /// How many dead letters there were at the end.
    public let deadLetters: Int
    /// What was thrown to the scenario; nil when nothing was.
    public let error: (any Error)?

    /// Whether nothing was lost and nothing doubled.
    public var isSound: Bool { lost.isEmpty && doubled.isEmpty }
  }

  /// What came of it under each fault, in the order of the faults.
  public let outcomes: [Outcome]

  /// Whether no fault has lost or doubled anything.
  public var isSound: Bool { outcomes.allSatisfy(\.isSound) }

  /// Throws ``TestFailure``, which says what was lost or doubled under which fault, if anything was.
  public func requireSound(filePath: String = #filePath, line: Int = #line) throws {
    let harmed = outcomes.filter { !$0.isSound }
    guard !harmed.isEmpty else { return }
    throw TestFailure(
      "\(harmed.count) of \(outcomes.count) faults did harm."
        + Wording.items(harmed.map(\.description)),
      filePath: filePath, line: line)
  }
}

extension FaultTrial.Outcome: CustomStringConvertible {
  /// The fault and what it did, in a line.
  public var description: String {
    var parts: [String] = []
    if !lost.isEmpty { parts.append("lost \(lost.shown)") }
    if !doubled.isEmpty { parts.append("doubled \(doubled.shown)") }
    if deadLetters > 0 { parts.append(Wording.count(deadLetters, "dead letter")) }
    if let error { parts.append("the scenario was told: \(error)") }
    return "\(fault): \(parts.isEmpty ? "no harm" : parts.joined(separator: "; "))"
  }
}

extension Array where Element: Hashable {
  fileprivate var shown: String {
    Wording.brief(map { "\($0)" }.sorted().joined(separator: ", "))
  }
}
