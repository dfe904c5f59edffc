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
    var scanner = Scanner(rest: text.utf8[...])
    guard let year = scanner.number(4), scanner.takes("-"), let month = scanner.number(2),
      scanner.takes("-"), let day = scanner.number(2),
      let days = daysSinceEpoch(year, month, day)
    else { return nil }
    var seconds = Double(days * 86_400)
    var fraction = 0.0
    if scanner.takes("T") || scanner.takes("t") || scanner.takes(" ") {
      guard let time = scanner.time(), let offset = scanner.offset() else { return nil }
      seconds += Double(time.seconds - offset)
      fraction = time.fraction
    }
    guard scanner.rest.isEmpty else { return nil }
    return Date(timeIntervalSince1970: seconds + fraction)
  }

  /// Counts in eras of 400 years that begin on 1 March, so that the leap day comes last.
  private static func daysSinceEpoch(_ year: Int, _ month: Int, _ day: Int) -> Int? {
    let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard year >= 1, (1...12).contains(month), (1...lengths[month - 1]).contains(day) else {
      return nil
    }
    let shifted = month > 2 ? year : year - 1
    let (era, yearOfEra) = shifted.quotientAndRemainder(dividingBy: 400)
    let monthFromMarch = (month + 9) % 12
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

/// Reads the parts of a date's text, from its front.
private struct Scanner {
  var rest: Substring.UTF8View.SubSequence

  mutating func takes(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  /// A number of exactly so many digits.
  mutating func number(_ digits: Int) -> Int? {
    guard rest.count >= digits else { return nil }
    var number = 0
    for byte in rest.prefix(digits) {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
    }
    rest.removeFirst(digits)
    return number
  }

  /// `hh:mm`, `hh:mm:ss` or `hh:mm:ss.fraction`.
  mutating func time() -> (seconds: Int, fraction: Double)? {
    guard let hour = number(2), hour < 24, takes(":"), let minute = number(2), minute < 60 else {
      return nil
    }
    let minutes = hour * 60 + minute
    guard takes(":") else { return (minutes * 60, 0) }
    guard let second = number(2), second < 60 else { return nil }
    guard takes(".") || takes(",") else { return (minutes * 60 + second, 0) }
    guard let fraction = fraction() else { return nil }
    return (minutes * 60 + second, fraction)
  }

  /// One digit or more behind a point; beyond nine they are read and do not count.
  private mutating func fraction() -> Double? {
    guard rest.first.map({ (0x30...0x39).contains($0) }) == true else { return nil }
    var (value, scale) = (0.0, 1.0)
    while let digit = number(1) {
      guard scale < 1e9 else { continue }
      value = value * 10 + Double(digit)
      scale *= 10
    }
    return value / scale
  }

  /// Seconds east of UTC, of `Z`, `+hh:mm`, `+hhmm`, `+hh` or nothing.
  mutating func offset() -> Int? {
    if rest.isEmpty || takes("Z") || takes("z") { return 0 }
    let sign = takes("+") ? 1 : takes("-") ? -1 : 0
    guard sign != 0, let hours = number(2), hours < 24 else { return nil }
    guard !rest.isEmpty else { return sign * hours * 3600 }
    _ = takes(":")
    guard let minutes = number(2), minutes < 60 else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }
}
