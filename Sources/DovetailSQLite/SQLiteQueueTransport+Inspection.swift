public import DovetailTransport

// Each step of a page is a read of its own, between which a database in memory does other work.
extension SQLiteQueueTransport: QueueInspection {
  public func peek(at queue: QueueName, _ options: PeekOptions) async throws -> PeekPage {
    let attempt = "peek at \(queue)"
    var peek = try attempting(attempt) { () throws(TransportError) in
      try Peek(at: queue, options)
    }
    while !peek.isDone {
      peek = try await lane.read(attempt) { [peek] in try peek.step(in: $0) }
    }
    return peek.page(of: lane.account)
  }

  public func peek(
    at message: MessageReference, in queue: QueueName, _ body: PeekedBody
  ) async throws -> PeekedMessage? {
    let attempt = "peek at a message of \(queue)"
    let peek = try attempting(attempt) { () throws(TransportError) in
      try PeekAtOne(message, in: queue, body)
    }
    return try await lane.read(attempt) { try peek.run(in: $0) }?.peeked(by: lane.account)
  }

  public func groups(
    of queue: QueueName, _ options: PeekGroupsOptions
  ) async throws -> QueueGroupPage {
    let attempt = "peek at the groups of \(queue)"
    var peek = try attempting(attempt) { () throws(TransportError) in
      try PeekAtGroups(of: queue, options)
    }
    while !peek.isDone {
      peek = try await lane.read(attempt) { [peek] in try peek.step(in: $0) }
    }
    return peek.page(of: lane.account)
  }

  public func summary(of queue: QueueName) async throws -> QueueSummary {
    let summarize = SummarizeQueue(queue: queue)
    return try await lane.perform("summarize \(queue)", clearing: queue, beside: true) {
      try summarize.run(in: $0)
    }
  }
}
