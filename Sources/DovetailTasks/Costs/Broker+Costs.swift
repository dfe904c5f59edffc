extension Broker {
  /// The requests that this broker and its workers have made so far, what they cost, and what batching
  /// has saved.
  ///
  /// ```swift
  /// print(broker.costReport())
  /// ```
  public func costReport(at prices: RequestPrices = RequestPrices()) -> CostReport {
    CostReport(meter.tallies, prices)
  }
}
