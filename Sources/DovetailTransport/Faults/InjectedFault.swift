/// A rule of a plan, and how often it has struck.
public struct InjectedFault: Sendable, Identifiable {
  /// Names it in its plan.
  public let id: Int
  /// The rule.
  public let rule: FaultRule
  /// How often it has struck, in calls or entries as the rule counts.
  public private(set) var strikes = 0

  private var skipped = 0
  private var random: RandomSource

  init(id: Int, rule: FaultRule, random: RandomSource) {
    self.id = id
    self.rule = rule
    self.random = random
  }

  /// Whether it will never strike again.
  public var isSpent: Bool { rule.count.map { strikes >= $0 } ?? false }

  /// Decides whether the call is struck; returns at which entries.
  mutating func strike(_ call: FaultCall, at moment: FaultMoment) -> FaultStrike? {
    guard concerns(call, at: moment), let selected = rule.entries.places(in: call.entries) else {
      return nil
    }
    guard rule.effect.isPerEntry else {
      guard falls() else { return nil }
      let draw = rule.effect == .disorder ? random.next() : 0
      return FaultStrike(effect: rule.effect, entries: selected, draw: draw)
    }
    let struck = selected.filter { _ in falls() }
    return struck.isEmpty ? nil : FaultStrike(effect: rule.effect, entries: struck)
  }

  private func concerns(_ call: FaultCall, at moment: FaultMoment) -> Bool {
    rule.effect.moment == moment && rule.actions.contains(call.action)
      && (rule.operations.isEmpty || call.operation.map(rule.operations.contains) ?? false)
      && rule.effect.possibleActions.contains(call.action)
      && (rule.place == nil || rule.place == call.place)
      && !(rule.effect.isForStandardQueues && call.isOnFIFOQueue)
      // What brought nothing, such as an empty receive, is not worth a strike.
      && !(moment == .afterAct && call.action.bringsEntries && call.entries.isEmpty)
  }

  private mutating func falls() -> Bool {
    guard !isSpent, Double.random(in: 0..<1, using: &random) < rule.rate else { return false }
    guard skipped >= rule.skips else {
      skipped += 1
      return false
    }
    strikes += 1
    return true
  }
}

/// What a rule does to one call.
struct FaultStrike {
  var effect: FaultEffect
  /// The places of the entries that it is about.
  var entries: [Int]
  /// Decides in which order messages come that come in disorder.
  var draw: UInt64 = 0
}
