/// Numbers that nobody else gives: the row in the database is past them.
///
/// While nobody else writes to the database, each block is twice as large as the one before, up to 1,024, so
/// that few transactions write the row; what is left of a block when another writes is never given.
final class NumberBlock {
  /// The next to give; nil before the row was read.
  private(set) var next: Int64?
  /// The first that must not be given before the row has been written again.
  private var end: Int64 = 0
  private var reserve: Int64 = 0

  private static let largestReserve: Int64 = 1024

  /// Goes on from what the row says.
  func begin(at number: Int64) {
    (next, end) = (number, number)
  }

  /// Says that the numbers before `number` have been given.
  func advance(to number: Int64) {
    next = number
  }

  /// What the row must say before the numbers that have been given may be committed; nil: what it says.
  var due: Int64? {
    guard let next, next > end else { return nil }
    return next + reserve
  }

  /// Says that the row says so.
  func extend(to number: Int64) {
    end = number
    reserve = min(max(1, reserve * 2), Self.largestReserve)
  }

  /// Forgets the block: others may have given numbers from it, or what was written of it was undone.
  func forget() {
    (next, end, reserve) = (nil, 0, 0)
  }
}
