internal import DovetailTransport

extension SequenceNumber {
  /// The number of the message in `row`: 20 digits, larger for a later row, never used again.
  ///
  /// Source: SQS developer guide, "Amazon SQS FIFO queues", and recorded answers.
  init(row: Int64) {
    // Wraps, since a damaged file may hold any row.
    self.init(rawValue: String(10_000_000_000_000_000_000 &+ UInt64(bitPattern: row) &* 256))
  }
}
