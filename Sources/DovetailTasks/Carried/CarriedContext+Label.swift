import DovetailTransport

// On the wire: a label that holds a JSON object, which to other workers is a text like any.
extension CarriedContext {
  /// The label with what is carried now; nil when that is nothing.
  ///
  /// Throws ``TaskError`` when it is too large; `owner` is who is sent: "task resize".
  static func label(for owner: String) throws(TaskError) -> LabelValue? {
    guard !values.isEmpty else { return nil }
    var writer = JSONWriter()
    writer.object { object in
      for (name, value) in values.sorted(by: { $0.key < $1.key }) {
        object.member(name) { value.write(to: &$0) }
      }
    }
    guard writer.bytes.count <= maximumBytes else {
      throw TaskError(
        .invalidOption,
        "The context that \(owner) is to carry has \(writer.bytes.count) bytes; \(maximumBytes) are "
          + "allowed. Give large values as arguments.")
    }
    return .string(writer.text)
  }

  /// What a label holds; nil when it is not one that ``label(for:)`` has made.
  static func read(_ label: LabelValue) -> [String: LabelValue]? {
    guard let text = label.stringValue else { return nil }
    var values: [String: LabelValue] = [:]
    var reader = JSONReader(Array(text.utf8))
    do throws(JSONError) {
      try reader.object { (name, reader) throws(JSONError) in
        values[name] = try LabelValue(json: &reader)
      }
      try reader.end()
    } catch {
      return nil
    }
    return values
  }
}

extension TaskMessage {
  /// Takes what the task carries out of its labels; a label of that name that holds something else stays.
  mutating func takeCarried() -> [String: LabelValue] {
    guard let label = labels[TaskLabel.carried], let values = CarriedContext.read(label) else {
      return [:]
    }
    labels[TaskLabel.carried] = nil
    return values
  }
}
