/// The record of a call that a rule has struck.
public struct BrokenCall: Sendable {
  /// When.
  public var time: Timestamp
  /// The rule's id in its plan.
  public var fault: Int
  /// Which call.
  public var action: FaultAction
  /// What the service calls it, where a server answered: "SendMessageBatch".
  package var operation: String?
  /// The name of the queue or bucket.
  public var place: String
  /// What happened to it.
  public var effect: FaultEffect
  /// The places of the entries that were struck, or for whose sake the call was.
  public var entries: [Int]
}
