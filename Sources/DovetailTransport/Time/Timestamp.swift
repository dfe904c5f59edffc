/// A moment in wall-clock time, to the millisecond.
///
/// SQS tells and takes time in milliseconds and seconds, so nothing finer is kept: what is stored is
/// what is compared. Arithmetic saturates instead of trapping.
public struct Timestamp: InstantProtocol, Hashable, Sendable, Codable {
  /// Milliseconds since 1970-01-01T00:00:00Z; negative before it.
  public var milliseconds: Int64

  /// Makes the moment that is `milliseconds` after 1970-01-01T00:00:00Z.
  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// The moment `duration` after this one, rounded up to a whole millisecond.
  public func advanced(by duration: Duration) -> Timestamp {
    let (sum, overflowed) = milliseconds.addingReportingOverflow(duration.wholeMilliseconds)
    guard overflowed else { return Timestamp(milliseconds: sum) }
    return Timestamp(milliseconds: duration < .zero ? .min : .max)
  }

  /// The time from this moment to `other`; negative when `other` is earlier.
  public func duration(to other: Timestamp) -> Duration {
    let (difference, overflowed) = other.milliseconds.subtractingReportingOverflow(milliseconds)
    guard overflowed else { return .milliseconds(difference) }
    return .milliseconds(other < self ? Int64.min : Int64.max)
  }

  /// Orders moments by time.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.milliseconds < right.milliseconds
  }
}

extension Timestamp: CustomStringConvertible {
  /// The moment in ISO 8601, in UTC, with milliseconds: `2026-11-21T04:05:06.789Z`.
  public var description: String {
    let (day, millisecondOfDay) = milliseconds.flooredDivision(by: 86_400_000)
    let date = CivilDate(daysSinceEpoch: day)
    let (second, millisecond) = millisecondOfDay.quotientAndRemainder(dividingBy: 1000)
    let clock = [second / 3600, second / 60 % 60, second % 60].map { $0.padded(to: 2) }
    return "\(date)T\(clock.joined(separator: ":")).\(millisecond.padded(to: 3))Z"
  }
}

/// A day of the proleptic Gregorian calendar.
private struct CivilDate: CustomStringConvertible {
  let year: Int64
  let month: Int64
  let day: Int64

  /// Counts in eras of 400 years that begin on 1 March, so that the leap day comes last.
  init(daysSinceEpoch: Int64) {
    let (era, dayOfEra) = (daysSinceEpoch + 719_468).flooredDivision(by: 146_097)
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  var description: String {
    "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))"
  }
}

extension Int64 {
  /// Divides so that the remainder is never negative.
  fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }

  fileprivate func padded(to width: Int) -> String {
    let digits = String(self)
    return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
  }
}
