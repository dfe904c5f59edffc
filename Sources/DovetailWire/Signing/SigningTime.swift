package import DovetailTransport

/// The moment of a signature, to the second, as Signature Version 4 writes it.
package struct SigningTime: Hashable, Sendable, CustomStringConvertible {
  package let timestamp: Timestamp
  /// `20250315T123456Z`.
  package let description: String

  /// The second that `timestamp` is in.
  package init(_ timestamp: Timestamp) {
    let civil = CivilTime(timestamp)
    self.timestamp = timestamp.advanced(by: .milliseconds(-civil.millisecond))
    description = String(unsafeUninitializedCapacity: 16) { text in
      Self.write(civil.year, digits: 4, to: text, at: 0)
      Self.write(civil.month, digits: 2, to: text, at: 4)
      Self.write(civil.day, digits: 2, to: text, at: 6)
      text[8] = UInt8(ascii: "T")
      Self.write(civil.hour, digits: 2, to: text, at: 9)
      Self.write(civil.minute, digits: 2, to: text, at: 11)
      Self.write(civil.second, digits: 2, to: text, at: 13)
      text[15] = UInt8(ascii: "Z")
      return 16
    }
  }

  /// Reads what ``description`` writes; nil for other texts.
  package init?(_ text: String) {
    var copy = text
    let seconds: Int? = copy.withUTF8 { bytes in
      guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z"),
        let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[4..<6]),
        let day = Self.number(bytes[6..<8]), let hour = Self.number(bytes[9..<11]), hour < 24,
        let minute = Self.number(bytes[11..<13]), minute < 60,
        let second = Self.number(bytes[13..<15]), second < 60,
        let days = CivilTime.daysSinceEpoch(year, month, day)
      else { return nil }
      return days * 86_400 + hour * 3600 + minute * 60 + second
    }
    guard let seconds else { return nil }
    timestamp = Timestamp(milliseconds: Int64(seconds) * 1000)
    description = text
  }

  /// `20250315`.
  package var day: String { String(description.prefix(8)) }

  /// Years before 0 or after 9999 lose digits: they sign nothing that anyone accepts.
  private static func write(
    _ number: Int, digits: Int, to text: UnsafeMutableBufferPointer<UInt8>, at start: Int
  ) {
    var rest = number.magnitude
    for place in stride(from: start + digits - 1, through: start, by: -1) {
      text[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
  }

  private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    var number = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      number = number * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return number
  }
}
