public import DovetailTransport

/// A fault that a scenario is tried under.
public struct FaultCase: Sendable, CustomStringConvertible {
  /// What happens, as a sentence: "the answer to a send is lost".
  public var name: String
  /// The rules that make it happen.
  public var rules: [FaultRule]

  /// Names rules.
  public init(_ name: String, _ rules: FaultRule...) {
    self.name = name
    self.rules = rules
  }

  /// The name.
  public var description: String { name }

  /// What happens to queues, stores and processes: each alone, and three storms of all at once.
  public static let all: [FaultCase] = deliveries + requests + ends + storms

  private static let deliveries = [
    FaultCase("messages are delivered twice", .deliverTwice),
    FaultCase("messages come out of order", .outOfOrder),
    FaultCase("the body of a message comes damaged", FaultRule.corruptBodies.times(1)),
    FaultCase("a payload is gone", FaultRule.dropPayloads.times(1)),
    FaultCase("a lease is lost", .loseLease),
  ]

  private static let requests = [
    FaultCase("sends are throttled", FaultRule.throttle(.send).times(2)),
    FaultCase("an entry of a send fails", FaultRule.failEntries(.throttled, .send).times(1)),
    FaultCase("a send is lost", FaultRule.loseRequest(.send).times(1)),
    FaultCase("the answer to a send is lost", FaultRule.loseAnswer(.send).times(1)),
    FaultCase("receives are throttled", FaultRule.throttle(.receive).times(2)),
    FaultCase("the answer to a receive is lost", FaultRule.loseAnswer(.receive).times(1)),
    FaultCase("an entry of a delete fails", FaultRule.failEntries(.throttled, .delete).times(1)),
    FaultCase("the answer to a delete is lost", FaultRule.loseAnswer(.delete).times(1)),
    FaultCase("a change of visibility fails", FaultRule.throttle(.changeVisibility).times(1)),
    FaultCase("the store of results is throttled", FaultRule.throttle(.putBlob).times(2)),
    FaultCase("the answer of the store is lost", FaultRule.loseAnswer(.putBlob).times(1)),
  ]

  private static let ends = [
    FaultCase("the process ends before a send", .crash(before: .send)),
    FaultCase("the process ends after a send", .crash(after: .send)),
    FaultCase("the process ends after a receive", .crash(after: .receive)),
    FaultCase("the process ends before a result is stored", .crash(before: .putBlob)),
    FaultCase("the process ends after a result is stored", .crash(after: .putBlob)),
    FaultCase("the process ends before a delete", .crash(before: .delete)),
    FaultCase("the process ends after a delete", .crash(after: .delete)),
  ]

  private static let storms = (1...3).map { seed in
    let seed = UInt64(seed)
    return FaultCase(
      "a storm of faults, seed \(seed)",
      FaultRule.throttle().atRate(0.1, seed: seed),
      FaultRule.loseAnswer().atRate(0.1, seed: seed &+ 100),
      FaultRule.failEntries(.throttled).atRate(0.1, seed: seed &+ 200),
      FaultRule.deliverTwice.atRate(0.2, seed: seed &+ 300),
      FaultRule.outOfOrder.atRate(0.5, seed: seed &+ 400))
  }
}
