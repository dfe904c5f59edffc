/// The attributes of a queue, by the names and in the text form of SQS.
///
/// Kept as text, since that is what travels and what is echoed; the properties read and write the
/// common ones as values. An attribute that is absent takes its default.
///
/// Source: SQS API reference, SetQueueAttributes and GetQueueAttributes.
public struct QueueAttributes: Hashable, Sendable {
  /// The attributes that are set.
  public var values: [QueueAttributeName: String]

  /// Makes attributes from their text form.
  public init(_ values: [QueueAttributeName: String] = [:]) {
    self.values = values
  }

  /// The text of one attribute; nil when it is not set.
  public subscript(name: QueueAttributeName) -> String? {
    get { values[name] }
    set { values[name] = newValue }
  }

  /// Hides messages when they are sent, 0 s to 900 s; by default 0 s.
  public var delay: Duration? {
    get { seconds(.delaySeconds) }
    set { set(.delaySeconds, newValue) }
  }

  /// Hides messages when they are received, 0 s to 12 h; by default 30 s.
  public var visibilityTimeout: Duration? {
    get { seconds(.visibilityTimeout) }
    set { set(.visibilityTimeout, newValue) }
  }

  /// Keeps messages this long, 60 s to 14 days; by default 4 days.
  public var retention: Duration? {
    get { seconds(.messageRetentionPeriod) }
    set { set(.messageRetentionPeriod, newValue) }
  }

  /// How long a receive waits that does not say, 0 s to 20 s; by default 0 s.
  public var receiveWaitTime: Duration? {
    get { seconds(.receiveMessageWaitTimeSeconds) }
    set { set(.receiveMessageWaitTimeSeconds, newValue) }
  }

  /// The most bytes of a message, 1,024 to 1,048,576; by default 1,048,576.
  public var maximumMessageSize: Int? {
    get { self[.maximumMessageSize].flatMap { Int($0) } }
    set { self[.maximumMessageSize] = newValue.map { String($0) } }
  }

  /// Where messages go that were received too often; nil when none is set or it cannot be read.
  public var redrivePolicy: RedrivePolicy? {
    get { self[.redrivePolicy].flatMap { try? RedrivePolicy(json: $0) } }
    set { self[.redrivePolicy] = newValue?.json }
  }

  /// About how many messages can be received; read only.
  public var approximateMessages: Int? {
    self[.approximateNumberOfMessages].flatMap { Int($0) }
  }

  /// About how many messages are in flight; read only.
  public var approximateMessagesInFlight: Int? {
    self[.approximateNumberOfMessagesNotVisible].flatMap { Int($0) }
  }

  /// About how many messages wait for their delay to end; read only.
  public var approximateMessagesDelayed: Int? {
    self[.approximateNumberOfMessagesDelayed].flatMap { Int($0) }
  }

  private func seconds(_ name: QueueAttributeName) -> Duration? {
    self[name].flatMap { Int64($0) }.map { .seconds($0) }
  }

  private mutating func set(_ name: QueueAttributeName, _ duration: Duration?) {
    self[name] = duration.map { String($0.wholeSeconds) }
  }
}
