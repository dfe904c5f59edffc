/// The header fields of a request or an answer, in their order; names are compared without case.
///
/// Source: RFC 9110, sections 5.1 to 5.3.
package struct HTTPHeaders: Hashable, Sendable {
  /// One line of a header.
  package struct Field: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package private(set) var fields: [Field] = []

  package init() {}

  /// The value of the first field of that name; to set it replaces all of that name, nil removes them.
  package subscript(_ name: String) -> String? {
    get { fields.first { Self.isSame($0.name, name.utf8) }?.value }
    set {
      fields.removeAll { Self.isSame($0.name, name.utf8) }
      if let newValue { fields.append(Field(name, newValue)) }
    }
  }

  /// The values of all fields of that name, in their order.
  package func values(of name: String) -> [String] {
    fields.filter { Self.isSame($0.name, name.utf8) }.map(\.value)
  }

  /// Adds a field behind the others, also of a name that is there.
  package mutating func add(_ name: String, _ value: String) {
    fields.append(Field(name, value))
  }

  /// Whether two names are the same but for the case of their letters.
  package static func isSame(_ left: String, _ right: some Collection<UInt8>) -> Bool {
    guard left.utf8.count == right.count else { return false }
    var left = left
    return left.withUTF8 { left in
      var place = 0
      for byte in right {
        guard left[place] == byte || lowercased(left[place]) == lowercased(byte) else {
          return false
        }
        place += 1
      }
      return true
    }
  }

  /// Whether a name begins with `x-amz-`.
  static func isOfAmazon(_ name: String) -> Bool {
    zip(name.utf8, "x-amz-".utf8).allSatisfy { lowercased($0) == $1 } && name.utf8.count > 6
  }

  /// The letter in lower case; other bytes as they are.
  static func lowercased(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}

extension HTTPHeaders: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, String)...) {
    for (name, value) in elements { add(name, value) }
  }
}
