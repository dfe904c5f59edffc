/// Writes JSON into bytes, without spaces, in the order of the calls.
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// What has been written, as text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Makes room for about so many bytes.
  package mutating func reserve(_ count: Int) {
    bytes.reserveCapacity(count)
  }

  /// Writes an object whose members `body` writes.
  package mutating func object(_ body: (inout JSONObjectWriter) -> Void) {
    bytes.append(UInt8(ascii: "{"))
    var object = JSONObjectWriter(writer: self)
    bytes = []
    body(&object)
    self = object.writer
    bytes.append(UInt8(ascii: "}"))
  }

  /// Writes an array, with an element for each of `values`.
  package mutating func array<Values: Sequence>(
    _ values: Values, _ element: (inout JSONWriter, Values.Element) -> Void
  ) {
    bytes.append(UInt8(ascii: "["))
    var isFirst = true
    for value in values {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      element(&self, value)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// Writes a string, with the escapes that JSON demands and no others.
  package mutating func string(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      for index in utf8.indices where Self.needsEscape(utf8[index]) {
        bytes.append(contentsOf: utf8[start..<index])
        escape(utf8[index])
        start = index + 1
      }
      bytes.append(contentsOf: utf8[start...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes a whole number.
  package mutating func integer(_ value: some BinaryInteger) {
    guard let value = Int64(exactly: value) else {
      return bytes.append(contentsOf: String(value).utf8)
    }
    // Not by String, which costs an argument of a task as much as all else about it.
    let start = bytes.count
    var rest = value.magnitude
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    bytes[start...].reverse()
  }

  /// Writes a number; `null` when it is not finite, which JSON cannot say.
  package mutating func double(_ value: Double) {
    bytes.append(contentsOf: value.isFinite ? value.description.utf8 : "null".utf8)
  }

  /// Writes `true` or `false`.
  package mutating func bool(_ value: Bool) {
    bytes.append(contentsOf: value ? "true".utf8 : "false".utf8)
  }

  /// Writes `null`.
  package mutating func null() {
    bytes.append(contentsOf: "null".utf8)
  }

  /// Writes bytes that are JSON already.
  package mutating func raw(_ json: [UInt8]) {
    bytes.append(contentsOf: json)
  }

  /// Writes a character of the punctuation between values.
  package mutating func punctuation(_ character: Unicode.Scalar) {
    bytes.append(UInt8(ascii: character))
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x00..<0x20:
      bytes.append(contentsOf: "u00".utf8)
      bytes.append(contentsOf: Hex.encode(CollectionOfOne(byte)).utf8)
    default: bytes.append(byte)
    }
  }
}

/// Writes the members of one object.
package struct JSONObjectWriter {
  fileprivate var writer: JSONWriter
  private var isEmpty = true

  fileprivate init(writer: JSONWriter) {
    self.writer = writer
  }

  /// Writes a member whose value `value` writes.
  package mutating func member(_ name: String, _ value: (inout JSONWriter) -> Void) {
    if !isEmpty { writer.punctuation(",") }
    isEmpty = false
    writer.string(name)
    writer.punctuation(":")
    value(&writer)
  }

  /// Writes a member that is a string.
  package mutating func member(_ name: String, _ text: String) {
    member(name) { $0.string(text) }
  }
}
