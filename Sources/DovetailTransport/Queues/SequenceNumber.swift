/// The place of a message in a FIFO queue: 20 digits, larger for each message of a group.
///
/// Source: SQS API reference, SendMessage, SequenceNumber.
public struct SequenceNumber: RawRepresentable, Hashable, Comparable, Sendable,
  CustomStringConvertible
{
  /// The number's digits; it may be too large for any integer but one of 128 bits.
  public var rawValue: String

  /// Takes any text; only a queue mints numbers.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// The number's digits.
  public var description: String { rawValue }

  /// Compares the numbers, of which SQS writes none with leading zeros.
  public static func < (left: SequenceNumber, right: SequenceNumber) -> Bool {
    let lengths = (left.rawValue.utf8.count, right.rawValue.utf8.count)
    guard lengths.0 == lengths.1 else { return lengths.0 < lengths.1 }
    return left.rawValue < right.rawValue
  }
}
