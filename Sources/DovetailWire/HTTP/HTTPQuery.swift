/// The names and values of a query or of a form, decoded, in their order.
///
/// Source: URL standard, section 5, "application/x-www-form-urlencoded".
package struct HTTPQuery: Hashable, Sendable {
  /// One pair.
  package struct Item: Hashable, Sendable {
    package var name: String
    /// Nil: the name stands alone, without an equals sign.
    package var value: String?

    package init(_ name: String, _ value: String? = nil) {
      self.name = name
      self.value = value
    }
  }

  package var items: [Item] = []

  package init(_ items: [Item] = []) {
    self.items = items
  }

  /// Reads pairs; nil when an escape is malformed, or what they stand for is not UTF-8.
  package init?(parsing text: some Collection<UInt8>) {
    for pair in text.split(separator: UInt8(ascii: "&")) {
      let name = pair.prefix { $0 != UInt8(ascii: "=") }
      guard let decodedName = Self.decode(name) else { return nil }
      let rest = pair.dropFirst(name.count)
      guard !rest.isEmpty else {
        items.append(Item(decodedName))
        continue
      }
      guard let value = Self.decode(rest.dropFirst()) else { return nil }
      items.append(Item(decodedName, value))
    }
  }

  /// The value of the first pair of that name, empty for a name that stands alone; nil: there is none.
  package subscript(_ name: String) -> String? {
    items.first { $0.name == name }.map { $0.value ?? "" }
  }

  /// The text as it stands in a target, or as a form's body.
  package var encoded: String {
    var bytes: [UInt8] = []
    for item in items {
      if !bytes.isEmpty { bytes.append(UInt8(ascii: "&")) }
      PercentEncoding.append(item.name.utf8, to: &bytes)
      guard let value = item.value else { continue }
      bytes.append(UInt8(ascii: "="))
      PercentEncoding.append(value.utf8, to: &bytes)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func decode(_ text: some Collection<UInt8>) -> String? {
    PercentEncoding.decode(text, plusIsSpace: true).flatMap {
      String(validating: $0, as: UTF8.self)
    }
  }
}
