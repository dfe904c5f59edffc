internal import DovetailTransport

/// How message attributes stand in a column: each part with its length before it, in order of names.
enum AttributesCoding {
  static func encode(_ attributes: [String: MessageAttribute]) -> [UInt8] {
    var bytes: [UInt8] = []
    for (name, attribute) in attributes.sorted(by: { $0.key < $1.key }) {
      append(Array(name.utf8), to: &bytes)
      append(Array(attribute.dataType.utf8), to: &bytes)
      switch attribute.value {
      case .string(let text):
        bytes.append(1)
        append(Array(text.utf8), to: &bytes)
      case .binary(let value):
        bytes.append(2)
        append(value, to: &bytes)
      }
    }
    return bytes
  }

  /// Throws when the column does not hold what ``encode(_:)`` wrote.
  static func decode(_ bytes: [UInt8]) throws(SQLiteError) -> [String: MessageAttribute] {
    var attributes: [String: MessageAttribute] = [:]
    var rest = bytes[...]
    while !rest.isEmpty {
      let name = String(decoding: try part(&rest), as: UTF8.self)
      let dataType = String(decoding: try part(&rest), as: UTF8.self)
      let kind = rest.popFirst()
      let value = try part(&rest)
      switch kind {
      case 1:
        attributes[name] = MessageAttribute(
          dataType: dataType, value: .string(String(decoding: value, as: UTF8.self)))
      case 2: attributes[name] = MessageAttribute(dataType: dataType, value: .binary(Array(value)))
      default: throw malformed
      }
    }
    return attributes
  }

  private static func append(_ part: [UInt8], to bytes: inout [UInt8]) {
    withUnsafeBytes(of: UInt32(part.count).bigEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: part)
  }

  private static func part(_ rest: inout ArraySlice<UInt8>) throws(SQLiteError) -> ArraySlice<UInt8>
  {
    guard rest.count >= 4 else { throw malformed }
    let count = Int(rest.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
    rest = rest.dropFirst(4)
    guard rest.count >= count else { throw malformed }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  private static let malformed = SQLiteError.malformed(column: 0, "message_body.attributes")
}
