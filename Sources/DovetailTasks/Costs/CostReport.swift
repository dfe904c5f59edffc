/// The requests that a broker and its workers have made since it was opened, and what they cost.
///
/// Requests that make or look up queues are not among them. Printed, it is a small table.
public struct CostReport: Hashable, Sendable {
  /// What has one price.
  public struct Kind: Hashable, Sendable {
    /// What was asked for.
    public let action: RequestAction
    /// Whether of a FIFO queue.
    public let isFIFO: Bool
  }

  /// The requests of one kind, or of all.
  public struct Line: Hashable, Sendable {
    /// The requests that were made.
    public fileprivate(set) var requests = 0
    /// What they are billed as: on SQS each 64 KiB of payload is a request.
    public fileprivate(set) var billed = 0
    /// What would have been billed with a request for each message.
    public fileprivate(set) var oneByOne = 0
    /// What they cost, in dollars.
    public fileprivate(set) var spent = 0.0
    /// What batching has saved, in dollars.
    public fileprivate(set) var saved = 0.0
  }

  /// The requests by kind; kinds of which none was made are left out.
  public let lines: [Kind: Line]

  init(_ tallies: [Kind: RequestTally], _ prices: RequestPrices) {
    var lines: [Kind: Line] = [:]
    for (kind, tally) in tallies {
      let price = prices.dollars(for: kind)
      lines[kind] = Line(
        requests: tally.requests, billed: tally.billed, oneByOne: tally.alone,
        spent: price * Double(tally.billed), saved: price * Double(tally.alone - tally.billed))
    }
    self.lines = lines
  }

  /// The requests of all kinds.
  public var total: Line {
    lines.values.reduce(into: Line()) { total, line in
      total.requests += line.requests
      total.billed += line.billed
      total.oneByOne += line.oneByOne
      total.spent += line.spent
      total.saved += line.saved
    }
  }

  /// The requests of one kind.
  public subscript(_ action: RequestAction, isFIFO isFIFO: Bool = false) -> Line {
    lines[Kind(action: action, isFIFO: isFIFO)] ?? Line()
  }
}
