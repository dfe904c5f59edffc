/// The tasks that an entity was spread over.
public struct FanOut: Sendable {
  /// The entity: a document, an order.
  public let entity: String
  /// Which of its batches.
  public let batch: String
  /// The ids of its tasks, by the names of their steps.
  public let ids: [String: TaskID]
  /// How many tasks this call has sent; none when an earlier call had sent them all.
  public let added: Int
  /// What was not accepted, by the names of the steps; the same call sends these again.
  public let failures: [String: any Error]

  let broker: Broker

  /// The task of a step, to wait for; throws ``TaskError`` when there is no step of that name.
  public func job<Output: Codable & Sendable>(
    _ step: String, as output: Output.Type
  ) throws -> Job<Output> {
    guard let id = ids[step] else {
      throw TaskError(
        .invalidOption, "Batch \"\(batch)\" of entity \"\(entity)\" has no step \"\(step)\".")
    }
    return broker.job(id, as: output)
  }
}
