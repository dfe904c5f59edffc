/// What breaks, where and how often.
///
/// A rule is a value: make one by name and narrow it down, as in
/// `FaultRule.throttle(.send).on(orders).times(3)`, and hand it to a ``FaultPlan``.
public struct FaultRule: Sendable {
  /// What happens.
  public var effect: FaultEffect
  /// To which calls; those to which the effect cannot happen go on unharmed.
  public var actions: Set<FaultAction>
  /// To which of these calls, by what the service calls them, where a server answers; empty: all of them.
  package var operations: Set<String> = []
  /// The name of the queue or bucket; nil: any.
  public var place: String?
  /// Which entries; a call is struck only if it has one of them.
  public var entries = FaultSelection.all
  /// The share of what it could strike that it does strike, from 0, nothing, to 1, all.
  ///
  /// An effect on entries is drawn for each of them, any other for the call.
  public var rate = 1.0
  /// How many it lets pass before its first strike, counted like ``count``.
  public var skips = 0
  /// How often it strikes, in calls or, for an effect on entries, in entries; nil: without end.
  public var count: Int?
  /// The same seed draws the same; nil: the plan gives it one.
  public var seed: UInt64?

  /// Makes a rule that always strikes, everywhere; `actions` empty: all to which it can happen.
  public init(_ effect: FaultEffect, to actions: Set<FaultAction> = []) {
    self.effect = effect
    self.actions = actions.isEmpty ? effect.possibleActions : actions
  }
}

extension FaultRule {
  /// The rule for this queue only.
  public func on(_ queue: QueueName) -> FaultRule { with { $0.place = queue.text } }

  /// The rule for this bucket only.
  public func on(_ bucket: BucketName) -> FaultRule { with { $0.place = bucket.text } }

  /// The rule for the entries at these places of a batch only, counted from 0.
  public func at(_ places: Int...) -> FaultRule { with { $0.entries = .at(Set(places)) } }

  /// The rule for the selected entries only.
  public func only(_ entries: FaultSelection) -> FaultRule { with { $0.entries = entries } }

  /// The rule for so many strikes.
  public func times(_ count: Int) -> FaultRule { with { $0.count = count } }

  /// The rule after so many that it would have struck.
  public func skipping(_ count: Int) -> FaultRule { with { $0.skips = count } }

  /// The rule for a share of what it could strike, from 0 to 1, drawn by a seed.
  public func atRate(_ rate: Double, seed: UInt64? = nil) -> FaultRule {
    with {
      $0.rate = rate
      $0.seed = seed
    }
  }

  private func with(_ change: (inout FaultRule) -> Void) -> FaultRule {
    var rule = self
    change(&rule)
    return rule
  }
}
