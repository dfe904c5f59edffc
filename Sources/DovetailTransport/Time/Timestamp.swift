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
    let civil = CivilTime(self)
    let date = [civil.year.padded(to: 4), civil.month.padded(to: 2), civil.day.padded(to: 2)]
    let clock = [civil.hour, civil.minute, civil.second].map { $0.padded(to: 2) }
    return date.joined(separator: "-") + "T" + clock.joined(separator: ":")
      + ".\(civil.millisecond.padded(to: 3))Z"
  }
}

extension Int {
  fileprivate func padded(to width: Int) -> String {
    let digits = String(self)
    return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
  }
}
