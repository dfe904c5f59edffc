/// Reads the parts of a date's text, from its front.
package struct DateScanner {
  private var rest: Substring.UTF8View

  package init(_ text: String) {
    rest = text[...].utf8
  }

  /// Whether all has been read.
  package var isAtEnd: Bool { rest.isEmpty }

  /// Passes over a character; false when another one stands there.
  package mutating func takes(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  /// A number of exactly so many digits.
  package mutating func number(_ digits: Int) -> Int? {
    guard rest.count >= digits else { return nil }
    var number = 0
    for byte in rest.prefix(digits) {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
    }
    rest.removeFirst(digits)
    return number
  }

  /// The letters that stand there.
  package mutating func letters() -> Substring {
    let letters = rest.prefix {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
    }
    rest.removeFirst(letters.count)
    return Substring(letters)
  }

  /// Days since 1970-01-01, of `yyyy-mm-dd`.
  package mutating func day() -> Int? {
    guard let year = number(4), takes("-"), let month = number(2), takes("-"),
      let day = number(2)
    else { return nil }
    return CivilTime.daysSinceEpoch(year, month, day)
  }

  /// Seconds since midnight, of `hh:mm` or `hh:mm:ss`, and what follows a point.
  package mutating func time() -> (seconds: Int, nanoseconds: Int)? {
    guard let hour = number(2), hour < 24, takes(":"), let minute = number(2), minute < 60 else {
      return nil
    }
    let minutes = hour * 60 + minute
    guard takes(":") else { return (minutes * 60, 0) }
    guard let second = number(2), second < 60 else { return nil }
    guard takes(".") || takes(",") else { return (minutes * 60 + second, 0) }
    guard let nanoseconds = fraction() else { return nil }
    return (minutes * 60 + second, nanoseconds)
  }

  /// Nanoseconds, of one digit or more behind a point; beyond nine they are read and do not count.
  private mutating func fraction() -> Int? {
    guard rest.first.map({ (0x30...0x39).contains($0) }) == true else { return nil }
    var (nanoseconds, unit) = (0, 100_000_000)
    while let digit = number(1) {
      nanoseconds += digit * unit
      unit /= 10
    }
    return nanoseconds
  }

  /// Seconds east of UTC, of `Z`, `+hh:mm`, `+hhmm`, `+hh` or nothing.
  package mutating func offset() -> Int? {
    if rest.isEmpty || takes("Z") || takes("z") { return 0 }
    let sign = takes("+") ? 1 : takes("-") ? -1 : 0
    guard sign != 0, let hours = number(2), hours < 24 else { return nil }
    guard !rest.isEmpty else { return sign * hours * 3600 }
    _ = takes(":")
    guard let minutes = number(2), minutes < 60 else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }
}
