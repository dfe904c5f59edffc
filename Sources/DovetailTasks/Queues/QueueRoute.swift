import DovetailTransport

/// A queue of a broker as it was declared, and as it was found.
///
/// A class, since every task on its way refers to it and it never changes.
final class QueueRoute: Sendable {
  let declared: TaskQueue
  /// Its name with the broker's prefix.
  let name: QueueName
  /// The most bytes of a message.
  let maximumMessageSize: Int
  /// How long it keeps a message.
  let retention: Duration
  /// Whether it tells duplicates by their bodies when no id says.
  let isContentBased: Bool

  init(_ declared: TaskQueue, _ name: QueueName, _ attributes: QueueAttributes) {
    self.declared = declared
    self.name = name
    maximumMessageSize = attributes.maximumMessageSize ?? SQSLimits.messageBytes
    retention = attributes.retention ?? SQSLimits.defaultRetention
    isContentBased = attributes[.contentBasedDeduplication] == "true"
  }
}
