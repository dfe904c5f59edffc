package import DovetailTransport

/// Moments as the headers of HTTP have them, to the second.
///
/// Source: RFC 9110, section 5.6.7.
package enum HTTPDate {
  private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// `Sun, 06 Nov 1994 08:49:37 GMT`.
  package static func text(of moment: Timestamp) -> String {
    let civil = CivilTime(moment)
    let time = [civil.hour, civil.minute, civil.second].map { padded($0, 2) }
    return "\(days[civil.weekday]), \(padded(civil.day, 2)) \(months[civil.month - 1]) "
      + "\(padded(civil.year, 4)) \(time.joined(separator: ":")) GMT"
  }

  /// Reads the three forms that HTTP knows, and RFC 3339; nil for other texts.
  ///
  /// Two digits of a year are of 1970 to 2069.
  package static func parse(_ text: String) -> Timestamp? {
    if let moment = Timestamp(iso8601: text) { return moment }
    var scanner = DateScanner(text)
    guard scanner.letters().count >= 3 else { return nil }
    // `Sun Nov  6 08:49:37 1994`, else `Sun, 06 Nov 1994 …` or `Sunday, 06-Nov-94 …`.
    return scanner.takes(",") ? withComma(&scanner) : ofC(&scanner)
  }

  private static func withComma(_ scanner: inout DateScanner) -> Timestamp? {
    _ = scanner.takes(" ")
    guard let day = scanner.number(2) ?? scanner.number(1),
      scanner.takes(" ") || scanner.takes("-"), let month = month(scanner.letters()),
      scanner.takes(" ") || scanner.takes("-"), let year = scanner.number(4) ?? shortYear(&scanner),
      scanner.takes(" "), let time = scanner.time(), scanner.takes(" ")
    else { return nil }
    let zone = scanner.letters()
    guard let offset = zone == "GMT" || zone == "UTC" ? 0 : zone.isEmpty ? scanner.offset() : nil,
      scanner.isAtEnd
    else { return nil }
    return moment(year, month, day, time.seconds - offset)
  }

  private static func ofC(_ scanner: inout DateScanner) -> Timestamp? {
    guard scanner.takes(" "), let month = month(scanner.letters()), scanner.takes(" ") else {
      return nil
    }
    _ = scanner.takes(" ")
    guard let day = scanner.number(2) ?? scanner.number(1), scanner.takes(" "),
      let time = scanner.time(), scanner.takes(" "), let year = scanner.number(4), scanner.isAtEnd
    else { return nil }
    return moment(year, month, day, time.seconds)
  }

  private static func shortYear(_ scanner: inout DateScanner) -> Int? {
    scanner.number(2).map { $0 < 70 ? 2000 + $0 : 1900 + $0 }
  }

  private static func month(_ name: Substring) -> Int? {
    months.firstIndex { $0 == name }.map { $0 + 1 }
  }

  private static func moment(_ year: Int, _ month: Int, _ day: Int, _ second: Int) -> Timestamp? {
    CivilTime.daysSinceEpoch(year, month, day).map {
      Timestamp(milliseconds: Int64($0 * 86_400 + second) * 1000)
    }
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
