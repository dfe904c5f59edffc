/// Reads JSON a piece at a time, without making a tree of what is skipped.
///
/// Strict by RFC 8259, in one pass, in linear time, to a depth of 512. What is skipped is checked too,
/// so a slice that ``skip()`` returns is a well-formed value.
package struct JSONReader {
  package let bytes: [UInt8]
  package internal(set) var offset = 0
  var depth = 0

  static let maximumDepth = 512

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Reads an object; `member` must read, or skip, the value of each key.
  package mutating func object(
    _ member: (String, inout JSONReader) throws(JSONError) -> Void
  ) throws(JSONError) {
    try enter("{")
    if takes("}") { return leave() }
    repeat {
      let key = try string()
      try expect(":", "a colon after a member's name")
      try member(key, &self)
    } while takes(",")
    try expect("}", "a comma or the end of an object")
    leave()
  }

  /// Reads an array; `element` must read, or skip, each element.
  package mutating func array(
    _ element: (inout JSONReader) throws(JSONError) -> Void
  ) throws(JSONError) {
    try enter("[")
    if takes("]") { return leave() }
    repeat { try element(&self) } while takes(",")
    try expect("]", "a comma or the end of an array")
    leave()
  }

  /// Reads a string.
  package mutating func string() throws(JSONError) -> String {
    let extent = try stringExtent()
    guard !extent.isEscaped else { return try JSONEscapes.decode(bytes, extent.range) }
    return try text(of: extent)
  }

  /// Reads a number, and returns its text.
  package mutating func number() throws(JSONError) -> String {
    skipSpace()
    let range = try numberExtent()
    return String(decoding: bytes[range], as: UTF8.self)
  }

  /// Reads `null` if it stands next, and tells whether it did.
  package mutating func takesNull() -> Bool {
    skipSpace()
    return takes(word: "null")
  }

  /// The first byte of the next value, by which its type is known; nil at the end.
  package mutating func peek() -> UInt8? {
    skipSpace()
    return offset < bytes.count ? bytes[offset] : nil
  }

  /// Reads any value, and returns where it stands.
  @discardableResult
  package mutating func skip() throws(JSONError) -> Range<Int> {
    let first = peek()
    let start = offset
    switch first {
    case UInt8(ascii: "{"):
      try object { (_, reader) throws(JSONError) in try reader.skip() }
    case UInt8(ascii: "["):
      try array { (reader) throws(JSONError) in try reader.skip() }
    case UInt8(ascii: "\""):
      try skipString()
    default:
      if !(takes(word: "true") || takes(word: "false") || takes(word: "null")) {
        _ = try numberExtent()
      }
    }
    return start..<offset
  }

  /// Reads `true` or `false`.
  package mutating func bool() throws(JSONError) -> Bool {
    skipSpace()
    if takes(word: "true") { return true }
    if takes(word: "false") { return false }
    throw JSONError(expected: "true or false", offset: offset)
  }

  /// Throws unless nothing but white space is left.
  package mutating func end() throws(JSONError) {
    guard peek() == nil else { throw JSONError(expected: "the end", offset: offset) }
  }
}
