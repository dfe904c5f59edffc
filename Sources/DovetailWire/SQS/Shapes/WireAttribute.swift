import DovetailTransport

/// An attribute of a message as it travels: unlike `MessageAttribute`, it may hold both values or none.
struct WireAttribute {
  var dataType: String?
  var text: String?
  var bytes: [UInt8]?
  var hasList = false

  init(_ reader: inout JSONReader) throws(JSONError) {
    try reader.object { (name, reader) throws(JSONError) in
      switch name {
      case "DataType": dataType = try reader.text()
      case "StringValue": text = try reader.text()
      case "BinaryValue": bytes = try reader.blob()
      case "StringListValues", "BinaryListValues":
        hasList =
          try reader.list { (reader) throws(JSONError) in try reader.skip() }?.isEmpty == false
      default: try reader.skip()
      }
    }
  }

  /// What it says; a value that is missing becomes an empty one, which the rules for messages refuse.
  func attribute(named name: String) throws(TransportError) -> MessageAttribute {
    guard !hasList else {
      throw .invalid(
        .unsupportedOperation,
        "Message attribute list values in SendMessage operation are not supported.")
    }
    let dataType = dataType ?? ""
    switch (text, bytes) {
    case (let text?, nil): return MessageAttribute(dataType: dataType, value: .string(text))
    case (nil, let bytes?): return MessageAttribute(dataType: dataType, value: .binary(bytes))
    case (nil, nil):
      let isBinary = dataType.prefix { $0 != "." } == "Binary"
      return MessageAttribute(dataType: dataType, value: isBinary ? .binary([]) : .string(""))
    case (_?, _?):
      throw .invalid(
        .invalidParameterValue,
        "Message (user) attribute '\(name)' must have a single value.")
    }
  }
}

extension [String: WireAttribute] {
  /// What they say, all of them.
  var attributes: [String: MessageAttribute] {
    get throws(TransportError) {
      var attributes: [String: MessageAttribute] = [:]
      for (name, attribute) in self { attributes[name] = try attribute.attribute(named: name) }
      return attributes
    }
  }
}

extension JSONReader {
  /// An object of attributes; nil for null.
  mutating func attributes() throws(JSONError) -> [String: WireAttribute]? {
    try map { (reader) throws(JSONError) in try WireAttribute(&reader) }
  }
}

extension JSONObjectWriter {
  mutating func member(_ name: String, ifAny attributes: [String: MessageAttribute]) {
    guard !attributes.isEmpty else { return }
    member(name) { writer in
      writer.object { object in
        for (name, attribute) in attributes {
          object.member(name) { $0.attribute(attribute) }
        }
      }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func attribute(_ attribute: MessageAttribute) {
    object { object in
      object.member("DataType", attribute.dataType)
      switch attribute.value {
      case .string(let text): object.member("StringValue", text)
      case .binary(let bytes): object.member("BinaryValue", Base64.encode(bytes))
      }
    }
  }
}
