public import DovetailTransport

/// Makes and finds the queues in a SQLite database.
public struct SQLiteQueueAdministration: QueueAdministration {
  let lane: WriteLane
  let configuration: SQLiteConfiguration

  public func createQueue(_ name: QueueName, _ attributes: QueueAttributes) async throws {
    let attempt = "create queue \(name)"
    let create = try attempting(attempt) { () throws(TransportError) in
      try CreateQueue(name, attributes)
    }
    try await lane.perform(attempt) { try create.run(in: $0) }
  }

  public func attributes(of queue: QueueName) async throws -> QueueAttributes {
    let arn = QueueARN(region: configuration.region, account: configuration.account, queue: queue)
    return try await lane.perform("look up queue \(queue)", writes: false) {
      try $0.queue(queue).attributes(arn: arn)
    }
  }

  public func listQueues(_ options: ListQueuesOptions) async throws -> QueuePage {
    let list = try attempting("list queues") { () throws(TransportError) in
      try ListQueues(options)
    }
    return try await lane.perform("list queues", writes: false) { try list.run(in: $0) }
  }
}
