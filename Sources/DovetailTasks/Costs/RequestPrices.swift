/// What requests cost, in dollars for a million; by default in us-east-1, without the free tier.
///
/// Surcharges are left out, as for fair queues, and so are storage and traffic.
///
/// Source: the pages "Amazon SQS pricing" and "Amazon S3 pricing" (S3 Standard), 2026.
public struct RequestPrices: Hashable, Sendable {
  /// Requests to standard queues.
  public var standardQueue = 0.40
  /// Requests to FIFO queues.
  public var fifoQueue = 0.50
  /// Requests that store objects or list them.
  public var blobWrites = 5.00
  /// Requests that read objects, or ask what is known of them.
  public var blobReads = 0.40
  /// Requests that remove objects.
  public var blobDeletes = 0.00

  /// Makes the prices of us-east-1.
  public init() {}

  /// The dollars for one request.
  func dollars(for kind: CostReport.Kind) -> Double {
    let million =
      switch kind.action {
      case .send, .receive, .delete, .changeVisibility: kind.isFIFO ? fifoQueue : standardQueue
      case .putObject, .listObjects: blobWrites
      case .getObject, .headObject: blobReads
      case .deleteObjects: blobDeletes
      }
    return million / 1_000_000
  }
}
