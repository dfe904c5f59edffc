/// The escapes of JSON strings.
///
/// Source: RFC 8259, section 7.
enum JSONEscapes {
  /// The text of a string whose content stands at `range`; lone surrogates are refused.
  static func decode(_ bytes: [UInt8], _ range: Range<Int>) throws(JSONError) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      guard bytes[index] == UInt8(ascii: "\\") else {
        text.append(bytes[index])
        index += 1
        continue
      }
      guard index + 1 < range.upperBound else { throw malformed(index) }
      if bytes[index + 1] == UInt8(ascii: "u") {
        let (scalar, next) = try scalar(bytes, index, range.upperBound)
        text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        index = next
      } else {
        guard let byte = single(bytes[index + 1]) else { throw malformed(index) }
        text.append(byte)
        index += 2
      }
    }
    guard let decoded = String(validating: text, as: UTF8.self) else {
      throw JSONError(expected: "text in UTF-8", offset: range.lowerBound)
    }
    return decoded
  }

  private static func single(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: nil
    }
  }

  private static func scalar(
    _ bytes: [UInt8], _ start: Int, _ end: Int
  ) throws(JSONError) -> (Unicode.Scalar, next: Int) {
    let unit = try unit(bytes, start, end)
    if let scalar = Unicode.Scalar(unit) { return (scalar, start + 6) }
    let low = try self.unit(bytes, start + 6, end)
    let pair = [unit, low]
    guard UTF16.isLeadSurrogate(unit), UTF16.isTrailSurrogate(low),
      let scalar = String(decoding: pair, as: UTF16.self).unicodeScalars.first
    else { throw malformed(start) }
    return (scalar, start + 12)
  }

  private static func unit(_ bytes: [UInt8], _ start: Int, _ end: Int) throws(JSONError) -> UInt16 {
    guard start + 6 <= end, bytes[start] == UInt8(ascii: "\\"),
      bytes[start + 1] == UInt8(ascii: "u"),
      bytes[(start + 2)..<(start + 6)].allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }
      ),
      let unit = UInt16(
        String(decoding: bytes[(start + 2)..<(start + 6)], as: UTF8.self), radix: 16)
    else { throw malformed(start) }
    return unit
  }

  private static func malformed(_ offset: Int) -> JSONError {
    JSONError(expected: "an escape that JSON knows", offset: offset)
  }
}
