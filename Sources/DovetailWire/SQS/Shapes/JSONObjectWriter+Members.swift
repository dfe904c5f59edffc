import DovetailTransport

/// Members as AWS JSON 1.0 has them: what is nil or empty is left out.
extension JSONObjectWriter {
  mutating func member(_ name: String, ifAny text: String?) {
    if let text { member(name, text) }
  }

  mutating func member(_ name: String, ifAny number: Int?) {
    if let number { member(name) { $0.integer(number) } }
  }

  /// Writes whole seconds, which are all that SQS knows; others are rounded up.
  mutating func member(_ name: String, seconds duration: Duration?) {
    if let duration { member(name) { $0.integer(duration.wholeSeconds) } }
  }

  mutating func member(_ name: String, ifAny texts: [String]) {
    guard !texts.isEmpty else { return }
    member(name) { writer in writer.array(texts) { $0.string($1) } }
  }

  mutating func member(_ name: String, ifAny texts: [String: String]) {
    guard !texts.isEmpty else { return }
    member(name) { writer in
      writer.object { object in
        for (key, value) in texts { object.member(key, value) }
      }
    }
  }
}
