/// An element of an XML document with all that is in it; attributes are read over.
package struct XMLTree: Hashable, Sendable {
  /// Without a prefix.
  package var name: String
  /// The characters directly in it; empty when it holds elements.
  package var text = ""
  package var children: [XMLTree] = []

  package init(_ name: String) {
    self.name = name
  }

  /// The root of a document in UTF-8.
  ///
  /// Document types are refused, and with them all entities but XML's own.
  package init(
    parsing bytes: [UInt8], _ limits: XMLLimits = XMLLimits()
  ) throws(XMLError) {
    var reader = XMLReader(bytes, limits)
    self = try reader.document()
  }

  /// The first child of that name.
  package func child(_ name: String) -> XMLTree? {
    children.first { $0.name == name }
  }

  /// The characters in the first child of that name.
  package func text(of name: String) -> String? {
    child(name)?.text
  }

  /// The first element of that name, in the order of the document: this one, or one at any depth in it.
  package func first(named name: String) -> XMLTree? {
    if self.name == name { return self }
    for child in children {
      if let found = child.first(named: name) { return found }
    }
    return nil
  }
}

/// How much of XML is read.
package struct XMLLimits: Hashable, Sendable {
  /// How deep elements may stand in each other.
  package var depth = 32
  /// The most elements of a document; an upload's 10,000 parts with their checksums have 50,000.
  package var elements = 100_000

  package init() {}
}

/// Why bytes are no document that can be read.
package struct XMLError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What stands there, or is missing: "a document type".
  package var found: String
  /// Where, in bytes from the start.
  package var offset: Int

  package var description: String {
    "The XML cannot be read: \(found) at byte \(offset)."
  }
}
