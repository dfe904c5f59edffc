/// Looks at the messages of queues without receiving them.
///
/// Receive counts, visibility and order stay as they are. Amazon SQS has nothing like it, so it is asked
/// for where it is needed: `transport as? any QueueInspection`. Every conformance passes the claims of
/// `QueueInspectionContract`.
///
/// Messages whose retention has ended are never shown and never counted. Calls throw
/// ``TransportError``: `queueDoesNotExist`, and `invalidParameterValue` for options out of range and
/// for a token of another request.
public protocol QueueInspection: Sendable {
  /// The messages of a queue, or of one of its groups, a page at a time.
  ///
  /// They come in the order in which they became or become visible; those of a FIFO queue group by group
  /// in the order of the groups' ids, and in each in the order of their sends. A page has fewer than asked for only at the end, or when those that it
  /// shows have 4 MiB together. It costs as much at a million messages as at a thousand, but that it
  /// looks at all that it passes over for being in another state.
  ///
  /// A message that changes while pages are read may be met twice, or not at all.
  func peek(at queue: QueueName, _ options: PeekOptions) async throws -> PeekPage

  /// One message that was seen before; nil when it is gone.
  func peek(
    at message: MessageReference, in queue: QueueName, _ body: PeekedBody
  ) async throws -> PeekedMessage?

  /// The groups that have messages, in the order of their ids, a page at a time.
  ///
  /// Those of a FIFO queue, and the tenants of a standard queue that is shared fairly; a standard queue
  /// that never had a message with a group has none.
  func groups(of queue: QueueName, _ options: PeekGroupsOptions) async throws -> QueueGroupPage

  /// How many messages a queue has in each state, and how old they are.
  func summary(of queue: QueueName) async throws -> QueueSummary
}
