internal import DovetailTransport

/// Where a message stands in the table `message`: beside those that are received together with it, so
/// that a receive reads few pages, however deep the queue is.
///
/// Its row's key says so. Those of standard queues stand from 0 on, in the order in which they first
/// become visible: the millisecond has 42 bits, and 21 of the message's number tell those of one
/// millisecond apart. Those of FIFO queues stand below 0, each group's in a range of its own, in the
/// order of their sends: the group has 24 bits, the number 39. Statements that take keys apart have the
/// masks in them.
enum Placement {
  private static let groupNumberBits: Int64 = 39
  private static let millisecondNumberBits: Int64 = 21
  private static let latest: Int64 = (1 << 42) - 1

  /// How many keys a group has; numbers are less.
  static let groupSize: Int64 = 1 << groupNumberBits
  /// The key of the first group: the least that there is.
  static let firstGroup = Int64.min
  /// The key of the last one; there may be 16,777,216 at once.
  static let lastGroup = -groupSize

  /// The key of a message of a standard queue.
  static func row(visibleAt: Timestamp, number: Int64) -> Int64 {
    let millisecond = min(max(0, visibleAt.milliseconds), latest)
    return millisecond << millisecondNumberBits | number & (1 << millisecondNumberBits - 1)
  }

  /// The key to try instead of one that is taken, for a message of a standard queue.
  static func row(after row: Int64) -> Int64 {
    (row &+ 1 << millisecondNumberBits) & .max
  }

  /// The key of a message of a group.
  static func row(in group: Int64, number: Int64) -> Int64 {
    group | number
  }

  /// The group of a message, which is the key before all of its own; nil on a standard queue.
  static func group(of row: Int64) -> Int64? {
    row < 0 ? row & ~(groupSize - 1) : nil
  }

  /// The number of a message of a FIFO queue.
  static func number(of row: Int64) -> Int64 {
    row & (groupSize - 1)
  }

  /// A group's key, picked by a number: another for almost every number.
  static func group(pickedBy number: Int64) -> Int64 {
    let spread = UInt64(bitPattern: number) &* 0x9E37_79B9_7F4A_7C15
    return firstGroup | Int64(bitPattern: (spread >> 40) << 39)
  }
}
