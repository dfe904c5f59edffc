import DovetailTransport

/// An element of a document that is being written or read, as ``S3Message`` is.
package struct S3Document {
  private static let namespace = "http://s3.amazonaws.com/doc/2006-03-01/"

  private var writer = XMLWriter()
  /// The element that is read; nil: it is written.
  private let source: XMLTree?
  /// Whether keys are percent-encoded.
  private var encodesKeys = false

  /// An element to write.
  init() {
    source = nil
  }

  /// An element to read.
  init(reading source: XMLTree) {
    self.source = source
  }

  var isReading: Bool { source != nil }

  /// What has been written.
  var bytes: [UInt8] { writer.bytes }

  /// Writes the declaration and the root.
  mutating func root(
    _ name: String, _ shape: (inout S3Document) throws(S3Error) -> Void
  ) throws(S3Error) {
    writer.declaration()
    writer.open(name, namespace: Self.namespace)
    try shape(&self)
    writer.close(name)
  }

  /// How keys stand in the elements that follow.
  mutating func keyEncoding(_ encoding: inout S3KeyEncoding?) throws(S3Error) {
    try value("EncodingType", &encoding)
    encodesKeys = encoding != nil
  }

  /// An element that may be missing; throws `malformedXML` for a value that is none.
  mutating func value<Value: S3Text>(_ name: String, _ value: inout Value?) throws(S3Error) {
    if let source {
      value = try source.text(of: name).map { text throws(S3Error) in
        guard let value = Value(s3Text: text) else { throw S3Error(.malformedXML) }
        return value
      }
    } else if let value {
      writer.element(name, value.s3Text)
    }
  }

  /// An element that has to be there.
  mutating func value<Value: S3Text>(_ name: String, _ value: inout Value) throws(S3Error) {
    var present: Value? = value
    try self.value(name, &present)
    guard let present else { throw S3Error(.malformedXML) }
    value = present
  }

  /// An element that counts as `standard` when it is missing; it is always written.
  mutating func value<Value: S3Text>(
    _ name: String, _ value: inout Value, standard: Value
  ) throws(S3Error) {
    var present: Value? = value
    try self.value(name, &present)
    value = present ?? standard
  }

  /// A moment in ISO 8601; S3 tells whole seconds.
  mutating func moment(_ name: String, _ value: inout Timestamp) throws(S3Error) {
    var text: String? = isReading ? nil : value.wholeSecond.description
    try self.value(name, &text)
    guard isReading else { return }
    guard let moment = text.flatMap(Timestamp.init(iso8601:)) else { throw S3Error(.malformedXML) }
    value = moment
  }

  /// A key, or a part of one; empty when it is missing.
  mutating func key(_ name: String, _ value: inout String) throws(S3Error) {
    var text: String? = isReading ? nil : encodesKeys ? Self.encode(value) : value
    try self.value(name, &text)
    guard isReading else { return }
    value = try encodesKeys ? Self.decode(text ?? "") : text ?? ""
  }

  /// A key that is left out when it is empty.
  mutating func optionalKey(_ name: String, _ value: inout String) throws(S3Error) {
    guard isReading || !value.isEmpty else { return }
    try key(name, &value)
  }

  /// An element that holds others; while it is read it may be missing.
  mutating func group(
    _ name: String, _ shape: (inout S3Document) throws(S3Error) -> Void
  ) throws(S3Error) {
    if let source {
      guard let child = source.child(name) else { return }
      try self.shape(child, shape)
    } else {
      writer.open(name)
      try shape(&self)
      writer.close(name)
    }
  }

  /// Elements of one name, each for one of `values`; `blank` is what one is read into.
  mutating func list<Value>(
    _ name: String, _ values: inout [Value], blank: Value,
    _ shape: (inout Value, inout S3Document) throws(S3Error) -> Void
  ) throws(S3Error) {
    if let source {
      values = []
      for child in source.children where child.name == name {
        var value = blank
        try self.shape(child) { document throws(S3Error) in try shape(&value, &document) }
        values.append(value)
      }
    } else {
      for var value in values {
        writer.open(name)
        try shape(&value, &self)
        writer.close(name)
      }
    }
  }

  /// The characters of the element itself.
  mutating func text(_ value: inout String) {
    if let source {
      value = source.text
    } else {
      writer.text(value)
    }
  }

  private func shape(
    _ child: XMLTree, _ shape: (inout S3Document) throws(S3Error) -> Void
  ) throws(S3Error) {
    var document = S3Document(reading: child)
    document.encodesKeys = encodesKeys
    try shape(&document)
  }

  /// As S3 does it in lists: a space is a plus.
  private static func encode(_ key: String) -> String {
    var encoded: [UInt8] = []
    PercentEncoding.append(key.utf8, to: &encoded, keepingSlashes: true, spaceIsPlus: true)
    return String(decoding: encoded, as: UTF8.self)
  }

  private static func decode(_ text: String) throws(S3Error) -> String {
    guard let bytes = PercentEncoding.decode(text.utf8, plusIsSpace: true),
      let key = String(validating: bytes, as: UTF8.self)
    else { throw S3Error(.malformedXML) }
    return key
  }
}
