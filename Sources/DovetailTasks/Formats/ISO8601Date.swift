import DovetailTransport

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Dates as Python's `datetime.isoformat()` writes them and `fromisoformat()` and pydantic read them.
///
/// Foundation's format styles take one exact form each, and no fraction beyond milliseconds.
/// Source: RFC 3339, section 5.6; Python library reference, `datetime`.
enum ISO8601Date {
  /// The moment in UTC, to the microsecond: `2024-01-02T03:04:05.250000+00:00`, without a fraction
  /// when it is zero; nil outside of the years 1 to 9999.
  static func text(of date: Date) -> String? {
    let microseconds = (date.timeIntervalSince1970 * 1_000_000).rounded()
    guard microseconds >= -62_135_596_800_000_000, microseconds < 253_402_300_800_000_000 else {
      return nil
    }
    var (seconds, fraction) = Int64(microseconds).quotientAndRemainder(dividingBy: 1_000_000)
    if fraction < 0 {
      seconds -= 1
      fraction += 1_000_000
    }
    let moment = Timestamp(milliseconds: seconds * 1000).description.dropLast(".000Z".count)
    // The leading 1 keeps the zeros behind it.
    return fraction == 0
      ? "\(moment)+00:00" : "\(moment).\(String(1_000_000 + fraction).dropFirst())+00:00"
  }

  /// Reads a date, with or without time, fraction and offset; without an offset it is UTC.
  static func date(of text: String) -> Date? {
    var scanner = DateScanner(text)
    guard let days = scanner.day() else { return nil }
    var seconds = Double(days * 86_400)
    var nanoseconds = 0
    if scanner.takes("T") || scanner.takes("t") || scanner.takes(" ") {
      guard let time = scanner.time(), let offset = scanner.offset() else { return nil }
      seconds += Double(time.seconds - offset)
      nanoseconds = time.nanoseconds
    }
    guard scanner.isAtEnd else { return nil }
    return Date(timeIntervalSince1970: seconds + Double(nanoseconds) / 1e9)
  }
}
