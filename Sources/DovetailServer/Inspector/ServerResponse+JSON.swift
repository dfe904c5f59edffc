internal import DovetailTransport
internal import DovetailWire

extension ServerResponse {
  /// An answer of the inspector's: an object in JSON.
  static func json(
    _ status: Int = 200, _ body: (inout JSONObjectWriter) -> Void
  ) -> ServerResponse {
    var writer = JSONWriter()
    writer.object(body)
    return ServerResponse(
      status, headers: ["Content-Type": "application/json", "Cache-Control": "no-store"],
      body: .bytes(writer.bytes))
  }

  /// An answer of the inspector's: text, of a type.
  static func text(_ type: String, _ text: String) -> ServerResponse {
    ServerResponse(
      200, headers: ["Content-Type": type, "Cache-Control": "no-store"],
      body: .bytes(Array(text.utf8)))
  }
}

// What is nil is left out.
extension JSONObjectWriter {
  mutating func member(_ name: String, optional text: String?) {
    if let text { member(name, text) }
  }

  mutating func member(_ name: String, _ number: Int) {
    member(name) { $0.integer(number) }
  }

  mutating func member(_ name: String, _ value: Bool) {
    member(name) { $0.bool(value) }
  }

  /// Writes a moment as ISO 8601 has it.
  mutating func member(_ name: String, _ moment: Timestamp?) {
    if let moment { member(name, moment.description) }
  }

  /// Writes seconds, with a fraction.
  mutating func member(_ name: String, seconds duration: Duration?) {
    if let duration { member(name) { $0.double(duration.inSeconds) } }
  }

  mutating func member(_ name: String, _ texts: some Sequence<String>) {
    member(name) { writer in writer.array(texts) { $0.string($1) } }
  }

  /// Writes names with texts, in the order of the names.
  mutating func member(_ name: String, sorted texts: [String: String]) {
    member(name) { writer in
      writer.object { object in
        for (key, value) in texts.sorted(by: { $0.key < $1.key }) { object.member(key, value) }
      }
    }
  }
}
