/// The tokens of JSON: brackets, words, strings and numbers.
extension JSONReader {
  mutating func enter(_ bracket: Unicode.Scalar) throws(JSONError) {
    try expect(bracket, bracket == "{" ? "an object" : "an array")
    depth += 1
    guard depth <= Self.maximumDepth else {
      throw JSONError(expected: "at most \(Self.maximumDepth) levels", offset: offset)
    }
  }

  mutating func leave() {
    depth -= 1
  }

  mutating func expect(
    _ character: Unicode.Scalar, _ what: String
  ) throws(JSONError) {
    guard takes(character) else { throw JSONError(expected: what, offset: offset) }
  }

  mutating func takes(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  mutating func takes(word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard offset + count <= bytes.count else { return false }
    let matches = bytes.withUnsafeBufferPointer { bytes in
      (0..<count).allSatisfy { bytes[offset + $0] == word.utf8Start[$0] }
    }
    if matches { offset += count }
    return matches
  }

  mutating func skipSpace() {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x09, 0x0A, 0x0D: offset += 1
      default: return
      }
    }
  }

  mutating func skipString() throws(JSONError) {
    let extent = try stringExtent()
    if extent.isEscaped {
      _ = try JSONEscapes.decode(bytes, extent.range)
    } else if !extent.isASCII {
      _ = try text(of: extent)
    }
  }

  /// What stands between the quotes of a string.
  struct StringExtent {
    var range = 0..<0
    var isEscaped = false
    /// Whether all its bytes are characters of ASCII, so that they need no check.
    var isASCII = true
  }

  /// Reads a string's quotes.
  mutating func stringExtent() throws(JSONError) -> StringExtent {
    try expect("\"", "a string")
    let start = offset
    var extent = StringExtent()
    let end: Int? = bytes.withUnsafeBufferPointer { bytes in
      var index = start
      while index < bytes.count {
        switch bytes[index] {
        case UInt8(ascii: "\""): return index
        case UInt8(ascii: "\\"):
          extent.isEscaped = true
          index += 2
        case 0x00..<0x20: return nil
        case let byte:
          if byte >= 0x80 { extent.isASCII = false }
          index += 1
        }
      }
      return nil
    }
    guard let end else { throw JSONError(expected: "the end of a string", offset: start) }
    offset = end + 1
    extent.range = start..<end
    return extent
  }

  /// The text of a string without escapes.
  func text(of extent: StringExtent) throws(JSONError) -> String {
    let text: String? = bytes.withUnsafeBufferPointer { bytes in
      let bytes = UnsafeBufferPointer(rebasing: bytes[extent.range])
      return extent.isASCII
        ? String(decoding: bytes, as: UTF8.self) : String(validating: bytes, as: UTF8.self)
    }
    guard let text else {
      throw JSONError(expected: "text in UTF-8", offset: extent.range.lowerBound)
    }
    return text
  }

  mutating func numberExtent() throws(JSONError) -> Range<Int> {
    let start = offset
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "-") { offset += 1 }
    let whole = try digits()
    guard whole.count == 1 || bytes[whole.lowerBound] != UInt8(ascii: "0") else {
      throw JSONError(expected: "a number without leading zeros", offset: start)
    }
    if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
      offset += 1
      _ = try digits()
    }
    if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
      offset += 1
      if offset < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[offset]) {
        offset += 1
      }
      _ = try digits()
    }
    return start..<offset
  }

  mutating func digits() throws(JSONError) -> Range<Int> {
    let start = offset
    while offset < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[offset]) {
      offset += 1
    }
    guard offset > start else { throw JSONError(expected: "a value", offset: start) }
    return start..<offset
  }
}
