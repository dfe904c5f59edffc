// The faults that real services have, by name. No action given: all to which it can happen.
extension FaultRule {
  /// The service asks to slow down; nothing was done.
  public static func throttle(_ actions: FaultAction...) -> FaultRule {
    FaultRule(.fail(.throttled, .beforeAct), to: Set(actions))
  }

  /// The service cannot be reached; nothing was done.
  public static func unreachable(_ actions: FaultAction...) -> FaultRule {
    FaultRule(.fail(.unreachable, .beforeAct), to: Set(actions))
  }

  /// The request is lost on its way: nothing was done, and the caller cannot know.
  public static func loseRequest(_ actions: FaultAction...) -> FaultRule {
    FaultRule(.fail(.outcomeUnknown, .beforeAct), to: Set(actions))
  }

  /// The answer is lost on its way: all was done, and the caller cannot know.
  public static func loseAnswer(_ actions: FaultAction...) -> FaultRule {
    FaultRule(.fail(.outcomeUnknown, .afterAct), to: Set(actions))
  }

  /// The answer comes so much later; a caller that gives up meanwhile does not undo what was done.
  public static func delayAnswer(by delay: Duration, _ actions: FaultAction...) -> FaultRule {
    FaultRule(.delay(delay, .afterAct), to: Set(actions))
  }

  /// The calls fail with this code; nothing was done.
  public static func fail(_ code: TransportError.Code, _ actions: FaultAction...) -> FaultRule {
    FaultRule(.fail(code, .beforeAct), to: Set(actions))
  }

  /// Entries of batches fail with this code and are not carried out; the others are.
  public static func failEntries(
    _ code: TransportError.Code, _ actions: FaultAction...
  ) -> FaultRule {
    FaultRule(.failEntries(code, .beforeAct), to: Set(actions))
  }

  /// Messages of standard queues are delivered twice; the copy comes even when the first is deleted.
  ///
  /// Source: SQS developer guide, "Amazon SQS at-least-once delivery".
  public static var deliverTwice: FaultRule { FaultRule(.duplicate) }

  /// Messages of standard queues are delivered in any order, of up to ten that could come.
  ///
  /// Source: SQS developer guide, "Amazon SQS standard queues", best-effort ordering.
  public static var outOfOrder: FaultRule { FaultRule(.disorder) }

  /// The bodies of received messages come damaged.
  public static var corruptBodies: FaultRule { FaultRule(.corrupt, to: [.receive]) }

  /// Renewals of leases are told that the message is gone, as when another worker has it.
  public static var loseLeases: FaultRule {
    FaultRule(.failEntries(.messageNotAvailable, .beforeAct), to: [.changeVisibility])
  }

  /// The bytes of objects come damaged.
  public static var corruptBlobs: FaultRule { FaultRule(.corrupt, to: [.getBlob]) }

  /// Objects are gone for whoever reads or lists.
  public static var loseBlobs: FaultRule { FaultRule(.vanish) }

  /// Reads of objects are refused, as with status 403.
  public static var refuseReads: FaultRule {
    FaultRule(.fail(.accessDenied, .beforeAct), to: [.getBlob, .headBlob])
  }

  /// Conditional puts are stored, and answered as if the condition had failed.
  ///
  /// So it looks to a client whose lost request was repeated by a layer below.
  public static var conflictAfterPut: FaultRule {
    FaultRule(.fail(.preconditionFailed, .afterAct), to: [.putBlob]).only(.conditionalPuts)
  }

  /// The process ends right before such a call.
  public static func crash(before action: FaultAction) -> FaultRule {
    FaultRule(.crash(.beforeAct), to: [action])
  }

  /// The process ends right after such a call was carried out, before it hears the answer.
  public static func crash(after action: FaultAction) -> FaultRule {
    FaultRule(.crash(.afterAct), to: [action])
  }
}
