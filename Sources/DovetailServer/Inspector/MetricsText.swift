/// Writes samples in the text format of Prometheus, those of a family behind its head.
struct MetricsText {
  /// Names with values, in the order in which they are written.
  typealias Labels = [(name: String, value: String)]

  private(set) var text = ""
  private var name = ""

  /// Begins a family: counters are named `_total`.
  mutating func family(_ name: String, _ type: String, _ help: String) {
    self.name = name
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
  }

  /// Adds a sample to the family.
  mutating func sample(_ labels: Labels, _ value: Double) {
    text += name
    if !labels.isEmpty {
      let pairs = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }
      text += "{\(pairs.joined(separator: ","))}"
    }
    let isWhole = value == value.rounded() && value.magnitude < 1e15
    text += isWhole ? " \(Int(value))\n" : " \(value)\n"
  }

  private static func escaped(_ value: String) -> String {
    value.reduce(into: "") { escaped, character in
      switch character {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      default: escaped.append(character)
      }
    }
  }
}
