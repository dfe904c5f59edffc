internal import DovetailTransport

extension SequenceNumber {
  /// The number of the message of a FIFO queue in `row`: 20 digits, larger for a later message, never
  /// used again.
  ///
  /// Source: SQS developer guide, "Amazon SQS FIFO queues", and recorded answers.
  init(row: Int64) {
    let number = UInt64(Placement.number(of: row))
    self.init(rawValue: String(10_000_000_000_000_000_000 + number * 256))
  }
}
