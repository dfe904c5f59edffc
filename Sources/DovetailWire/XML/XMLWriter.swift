/// Writes XML into bytes, without white space between elements, in the order of the calls.
package struct XMLWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// The bytes of a document: its declaration and a root, whose content `content` writes.
  package static func document(
    _ root: String, namespace: String? = nil, _ content: (inout XMLWriter) -> Void
  ) -> [UInt8] {
    var writer = XMLWriter()
    writer.declaration()
    writer.element(root, namespace: namespace, content)
    return writer.bytes
  }

  /// Makes room for about so many bytes.
  package mutating func reserve(_ count: Int) {
    bytes.reserveCapacity(count)
  }

  /// Writes an element whose content `content` writes; names are taken as they are.
  package mutating func element(
    _ name: String, namespace: String? = nil, _ content: (inout XMLWriter) -> Void
  ) {
    open(name, namespace: namespace)
    content(&self)
    close(name)
  }

  /// Writes an element that holds a text.
  package mutating func element(_ name: String, _ text: String) {
    element(name) { $0.text(text) }
  }

  /// Writes characters; what XML would read otherwise, or drop, as references.
  ///
  /// A carriage return that is not a reference would be read as a line feed. Source: XML 1.0, section 2.11.
  package mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      for index in utf8.indices where Self.needsReference(utf8[index]) {
        bytes.append(contentsOf: utf8[start..<index])
        reference(utf8[index])
        start = index + 1
      }
      bytes.append(contentsOf: utf8[start...])
    }
  }

  mutating func declaration() {
    bytes.append(contentsOf: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
  }

  /// Writes a tag, to be closed with ``close(_:)``.
  mutating func open(_ name: String, namespace: String? = nil) {
    bytes.append(UInt8(ascii: "<"))
    bytes.append(contentsOf: name.utf8)
    if let namespace {
      bytes.append(contentsOf: " xmlns=\"".utf8)
      text(namespace)
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: ">"))
  }

  mutating func close(_ name: String) {
    bytes.append(contentsOf: "</".utf8)
    bytes.append(contentsOf: name.utf8)
    bytes.append(UInt8(ascii: ">"))
  }

  private static func needsReference(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): true
    case UInt8(ascii: "\t"), UInt8(ascii: "\n"): false
    default: byte < 0x20
    }
  }

  private mutating func reference(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
    case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
    case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
    case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
    default:
      bytes.append(contentsOf: "&#x".utf8)
      bytes.append(contentsOf: String(byte, radix: 16, uppercase: true).utf8)
      bytes.append(UInt8(ascii: ";"))
    }
  }
}
