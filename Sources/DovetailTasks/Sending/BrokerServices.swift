public import DovetailTransport

/// What a broker works on: where its messages, results and time come from.
public struct BrokerServices: Sendable {
  /// Carries the messages.
  public var transport: any QueueTransport
  /// Makes and finds the queues.
  public var administration: any QueueAdministration
  /// Keeps the results; nil: none are kept.
  public var results: (any ResultBackend)?
  /// Keeps payloads too large for a message, and what calls that are made once go by; nil: neither can
  /// be used.
  public var blobs: BlobFolder?
  /// Looks at messages without receiving them; nil: nothing here can, as on Amazon SQS.
  public var inspection: (any QueueInspection)?
  /// Tells the time.
  public var clock: any WallClock
  /// Whether a receive that is cancelled while it waits takes no message with it.
  ///
  /// If not, as over a network, a worker that stops lets its polls come to their own end as long as it
  /// can.
  public var cancelsPollsWithoutLoss = true
  /// Whether expired results are removed, a little with each hundredth that is stored.
  ///
  /// For stores that do not do so themselves, as S3 does by a lifecycle rule.
  public var sweepsResults = false
  /// Whether queues that do not exist are made, if the configuration does not say.
  public var createsQueues = true
  /// Runs what the broker and its workers begin of their own accord, and counts it; nil: the process's pool
  /// does.
  package var executor: CountedExecutor?
  /// Closes what was opened for the broker; called once.
  public var close: @Sendable () async -> Void

  /// Puts services together.
  public init(
    transport: any QueueTransport, administration: any QueueAdministration,
    results: (any ResultBackend)?, blobs: BlobFolder? = nil,
    inspection: (any QueueInspection)? = nil, clock: any WallClock = SystemClock(),
    close: @escaping @Sendable () async -> Void = {}
  ) {
    self.transport = transport
    self.administration = administration
    self.results = results
    self.blobs = blobs
    self.inspection = inspection
    self.clock = clock
    self.close = close
  }
}
