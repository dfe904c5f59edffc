internal import DovetailTransport

extension OutgoingMessage {
  /// Reads a message that somebody wrote by hand; a body that is no text is sent as the JSON that it is.
  init(_ members: JSONMembers) throws(ServerError) {
    var members = members
    switch members.value("body") {
    case nil: throw ServerError("\(members.place) needs a member \"body\".")
    case .string(let text): self.init(text)
    case let value?:
      var writer = JSONWriter()
      writer.value(value)
      self.init(writer.text)
    }
    delay = try members.duration("delay")
    groupID = try members.text("group")
    deduplicationID = try members.text("deduplicationId")
    traceHeader = try members.text("traceHeader")
    for (name, value) in members.value("attributes")?.members ?? [:] {
      attributes[name] = try MessageAttribute(value, named: name)
    }
    try members.end()
  }
}

extension MessageAttribute {
  /// Reads a text, a number, or an object with `type` and `value` or `base64`.
  fileprivate init(_ value: JSONValue, named name: String) throws(ServerError) {
    switch value {
    case .string(let text): self = .string(text)
    case .number(let text): self.init(dataType: "Number", value: .string(text))
    case .object(let members):
      var members = JSONMembers(members, of: "attribute \(name)")
      let base64 = try members.text("base64")
      let text = try members.text("value")
      let type = try members.text("type") ?? (base64 == nil ? "String" : "Binary")
      try members.end()
      if let bytes = base64.flatMap({ Base64.decode($0.utf8) }) {
        self.init(dataType: type, value: .binary(bytes))
      } else if let text {
        self.init(dataType: type, value: .string(text))
      } else {
        throw ServerError("attribute \(name) needs a member \"value\", or \"base64\" for bytes.")
      }
    case .null, .bool, .array:
      throw ServerError("attribute \(name) must be a text, a number or an object.")
    }
  }
}
