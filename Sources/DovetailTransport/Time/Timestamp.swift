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

extension Timestamp {
  /// The second that it is in: HTTP, S3 and signatures tell nothing finer.
  package var wholeSecond: Timestamp {
    let fraction = milliseconds % 1000
    return advanced(by: .milliseconds(fraction < 0 ? -1000 - fraction : -fraction))
  }
}

extension Timestamp: CustomStringConvertible {
  /// The moment in ISO 8601, in UTC, with milliseconds: `2026-11-21T04:05:06.789Z`.
  public var description: String {
    let civil = CivilTime(self)
    guard (0...9999).contains(civil.year) else {
      let year = String(civil.year)
      let zeros = String(repeating: "0", count: max(0, 4 - year.utf8.count))
      return zeros + year + civil.text.dropFirst(4)
    }
    return civil.text
  }
}

extension CivilTime {
  /// `2026-11-21T04:05:06.789Z`, with the last four digits of the year; written by the digit, for lists
  /// of objects tell a thousand of them.
  fileprivate var text: String {
    String(unsafeUninitializedCapacity: 24) { text in
      var place = 0
      for (number, digits, end) in [
        (year, 4, "-"), (month, 2, "-"), (day, 2, "T"), (hour, 2, ":"), (minute, 2, ":"),
        (second, 2, "."), (millisecond, 3, "Z"),
      ] as [(Int, Int, Unicode.Scalar)] {
        var rest = number.magnitude
        for offset in stride(from: digits - 1, through: 0, by: -1) {
          text[place + offset] = UInt8(ascii: "0") + UInt8(rest % 10)
          rest /= 10
        }
        text[place + digits] = UInt8(ascii: end)
        place += digits + 1
      }
      return place
    }
  }
}
