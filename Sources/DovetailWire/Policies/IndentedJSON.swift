import DovetailTransport

/// JSON for people: a member a line, two spaces a level.
struct IndentedJSON {
  private(set) var text = ""

  /// Writes an object.
  mutating func object(_ body: (inout Members) -> Void) {
    text += Members.object(indentation: "", body)
  }

  /// The members of one object, each on lines of its own.
  struct Members {
    private var lines: [String] = []
    private let indentation: String

    private init(indentation: String) {
      self.indentation = indentation
    }

    static func object(indentation: String, _ body: (inout Members) -> Void) -> String {
      var members = Members(indentation: indentation + "  ")
      body(&members)
      return enclosed(members.lines, "{", "}", indentation)
    }

    mutating func member(_ name: String, _ text: String) {
      add(name, quoted(text))
    }

    mutating func member(_ name: String, _ texts: [String]) {
      let lines = texts.map { indentation + "  " + quoted($0) }
      add(name, Self.enclosed(lines, "[", "]", indentation))
    }

    mutating func member(_ name: String, _ body: (inout Members) -> Void) {
      add(name, Self.object(indentation: indentation, body))
    }

    mutating func member<Value>(
      _ name: String, each values: [Value], _ body: (inout Members, Value) -> Void
    ) {
      let inner = indentation + "  "
      let lines = values.map { value in
        inner + Self.object(indentation: inner) { body(&$0, value) }
      }
      add(name, Self.enclosed(lines, "[", "]", indentation))
    }

    private mutating func add(_ name: String, _ value: String) {
      lines.append("\(indentation)\(quoted(name)): \(value)")
    }

    private func quoted(_ text: String) -> String {
      var writer = JSONWriter()
      writer.string(text)
      return writer.text
    }

    private static func enclosed(
      _ lines: [String], _ start: String, _ end: String, _ indentation: String
    ) -> String {
      guard !lines.isEmpty else { return start + end }
      return "\(start)\n\(lines.joined(separator: ",\n"))\n\(indentation)\(end)"
    }
  }
}
