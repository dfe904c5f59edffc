/// Reads a document from its front into a tree.
///
/// A reader of our own: it knows no document types, so nothing in a document can make it fetch or grow
/// anything, and it takes a fraction of the time of Foundation's. Source: XML 1.0, fifth edition.
struct XMLReader {
  private let bytes: [UInt8]
  private let limits: XMLLimits
  private var place = 0
  private var elementCount = 0

  init(_ bytes: [UInt8], _ limits: XMLLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  mutating func document() throws(XMLError) -> XMLTree {
    _ = takes("\u{FEFF}")
    if takes("<?xml") { try declaration() }
    try skipBetweenElements()
    guard peek() == UInt8(ascii: "<") else { throw error("no element") }
    let root = try element(depth: 1)
    try skipBetweenElements()
    guard place == bytes.count else { throw error("something behind the root") }
    return root
  }

  private mutating func declaration() throws(XMLError) {
    let start = place
    try skip(behind: "?>")
    let text = String(decoding: bytes[start..<place], as: UTF8.self).lowercased()
    let isReadable = ["utf-8", "utf8", "us-ascii"].contains { text.contains($0) }
    guard isReadable || !text.contains("encoding") else {
      throw error("another encoding than UTF-8")
    }
  }

  private mutating func skipBetweenElements() throws(XMLError) {
    while place < bytes.count {
      skipBlanks()
      if takes("<!--") {
        try skip(behind: "-->")
      } else if takes("<?") {
        try skip(behind: "?>")
      } else {
        return
      }
    }
  }

  /// Reads the element whose tag begins here.
  private mutating func element(depth: Int) throws(XMLError) -> XMLTree {
    elementCount += 1
    guard depth <= limits.depth, elementCount <= limits.elements else {
      throw error("more elements than are read")
    }
    place += 1
    let name = try name()
    let colon = bytes[name].lastIndex(of: UInt8(ascii: ":"))
    let local = bytes[name][(colon.map { $0 + 1 } ?? name.lowerBound)...]
    guard let first = local.first, !Self.cannotBegin(first) else {
      throw error("no name behind a prefix")
    }
    var tree = XMLTree(try string(local))
    guard try opens() else { return tree }
    var text: [UInt8] = []
    while true {
      try characters(into: &text)
      if takes("</") {
        try closingTag(of: name)
        break
      } else if takes("<!--") {
        try skip(behind: "-->")
      } else if takes("<![CDATA[") {
        let start = place
        try skip(behind: "]]>")
        text.append(contentsOf: bytes[start..<(place - 3)])
      } else if takes("<?") {
        try skip(behind: "?>")
      } else {
        tree.children.append(try element(depth: depth + 1))
      }
    }
    if tree.children.isEmpty { tree.text = try string(text[...]) }
    return tree
  }

  /// Reads what is left of a tag; false when it closes its element, too.
  private mutating func opens() throws(XMLError) -> Bool {
    while true {
      let isSeparated = skipBlanks()
      if takes("/>") { return false }
      if takes(">") { return true }
      guard isSeparated else { throw error("a malformed tag") }
      _ = try name()
      skipBlanks()
      guard takes("=") else { throw error("an attribute without a value") }
      skipBlanks()
      guard let quote = peek(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
        throw error("an attribute without quotes")
      }
      place += 1
      while let byte = peek(), byte != quote, byte != UInt8(ascii: "<") { place += 1 }
      guard peek() == quote else { throw error("an attribute without an end") }
      place += 1
    }
  }

  private mutating func closingTag(of opened: Range<Int>) throws(XMLError) {
    guard bytes[try name()].elementsEqual(bytes[opened]) else { throw error("another closing tag") }
    skipBlanks()
    guard takes(">") else { throw error("a malformed closing tag") }
  }

  private mutating func name() throws(XMLError) -> Range<Int> {
    let start = place
    while let byte = peek(), Self.isName(byte) { place += 1 }
    guard place > start, !Self.cannotBegin(bytes[start]) else { throw error("no name") }
    return start..<place
  }

  /// Reads characters and references up to the next tag.
  private mutating func characters(into text: inout [UInt8]) throws(XMLError) {
    while let byte = peek(), byte != UInt8(ascii: "<") {
      switch byte {
      case UInt8(ascii: "&"): try reference(into: &text)
      case UInt8(ascii: "\r"):
        // Line ends are line feeds. Source: XML 1.0, section 2.11.
        place += 1
        if peek() != UInt8(ascii: "\n") { text.append(UInt8(ascii: "\n")) }
      default:
        guard byte >= 0x20 || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n") else {
          throw error("a control character")
        }
        text.append(byte)
        place += 1
      }
    }
  }

  private mutating func reference(into text: inout [UInt8]) throws(XMLError) {
    let start = place + 1
    let end = bytes[start...].prefix(10).firstIndex(of: UInt8(ascii: ";"))
    guard let end else { throw error("a reference without an end") }
    let name = String(decoding: bytes[start..<end], as: UTF8.self)
    switch name {
    case "amp": text.append(UInt8(ascii: "&"))
    case "lt": text.append(UInt8(ascii: "<"))
    case "gt": text.append(UInt8(ascii: ">"))
    case "quot": text.append(UInt8(ascii: "\""))
    case "apos": text.append(UInt8(ascii: "'"))
    default:
      guard let scalar = Self.scalar(name) else { throw error("an unknown reference") }
      text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
    place = end + 1
  }

  /// The character of `#10` or `#xA`.
  private static func scalar(_ reference: String) -> Unicode.Scalar? {
    guard reference.hasPrefix("#") else { return nil }
    let isHexadecimal = reference.hasPrefix("#x")
    let digits = reference.dropFirst(isHexadecimal ? 2 : 1)
    guard digits.first != "+", digits.first != "-",
      let number = UInt32(digits, radix: isHexadecimal ? 16 : 10), number > 0
    else { return nil }
    return Unicode.Scalar(number)
  }

  private func string(_ text: ArraySlice<UInt8>) throws(XMLError) -> String {
    guard let string = String(validating: text, as: UTF8.self) else {
      throw error("bytes that are not UTF-8")
    }
    return string
  }

  private func peek() -> UInt8? { place < bytes.count ? bytes[place] : nil }

  /// Passes over a text; false when another one stands here.
  private mutating func takes(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { text in
      guard place + text.count <= bytes.count,
        bytes[place..<(place + text.count)].elementsEqual(text)
      else { return false }
      place += text.count
      return true
    }
  }

  private mutating func skip(behind end: StaticString) throws(XMLError) {
    while place < bytes.count {
      if takes(end) { return }
      place += 1
    }
    throw error("no end")
  }

  @discardableResult
  private mutating func skipBlanks() -> Bool {
    let start = place
    while let byte = peek(), Self.isBlank(byte) { place += 1 }
    return place > start
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
    default: false
    }
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."), UInt8(ascii: ":"), 0x80...:
      true
    default: false
    }
  }

  private static func cannotBegin(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."): true
    default: false
    }
  }

  private func error(_ found: String) -> XMLError { XMLError(found: found, offset: place) }
}
