import DovetailTransport

/// The members of a TaskIQ body as they were read, before labels and types are brought together.
struct TaskIQBody {
  private enum Label {
    case text(String)
    case value(LabelValue)
  }

  /// Those of the members that TaskIQ demands that have been met.
  private struct Members: OptionSet {
    let rawValue: UInt8

    static let id = Members(rawValue: 1)
    static let name = Members(rawValue: 2)
    static let labels = Members(rawValue: 4)
    static let positional = Members(rawValue: 8)
    static let named = Members(rawValue: 16)

    /// The name of the first that has not; nil when all have.
    var firstMissing: String? {
      if !contains(.id) { return "task_id" }
      if !contains(.name) { return "task_name" }
      if !contains(.labels) { return "labels" }
      if !contains(.positional) { return "args" }
      return contains(.named) ? nil : "kwargs"
    }
  }

  private(set) var id = TaskID(rawValue: "")
  private(set) var name = ""
  private(set) var arguments = TaskArguments.none
  private var labels: [String: Label] = [:]
  /// Nil: the message tells no types.
  private var types: [String: Int]?

  /// Reads a body; throws unless all members that TaskIQ demands are there and of their type.
  init(_ json: [UInt8]) throws(TaskFormatError) {
    var found = Members()
    var positional: Range<Int> = 0..<0
    var named: Range<Int> = 0..<0
    var place: String?
    var reader = JSONReader(json)
    do throws(JSONError) {
      try reader.object { (member, reader) throws(JSONError) in
        place = member
        switch member {
        case "task_id":
          id = TaskID(rawValue: try reader.string())
          found.insert(.id)
        case "task_name":
          name = try reader.string()
          found.insert(.name)
        case "labels":
          labels = try Self.labels(&reader, &place)
          found.insert(.labels)
        case "labels_types": types = try Self.types(&reader, &place)
        case "args":
          positional = try reader.skip("[", "an array")
          found.insert(.positional)
        case "kwargs":
          named = try reader.skip("{", "an object")
          found.insert(.named)
        default: _ = try reader.skip()
        }
        place = nil
      }
      try reader.end()
    } catch {
      throw TaskFormatError(
        document: TaskIQFormat.document, member: place?.shownName, error, in: json)
    }
    if let member = found.firstMissing {
      throw TaskFormatError(
        document: TaskIQFormat.document, member: member, problem: "is missing")
    }
    arguments = TaskArguments(unchecked: Array(json[positional]), named: Array(json[named]))
  }

  /// The labels by their types; throws when one does not fit its type.
  func typedLabels() throws(TaskFormatError) -> [String: LabelValue] {
    guard !labels.isEmpty else { return [:] }
    var typed: [String: LabelValue] = [:]
    typed.reserveCapacity(labels.count)
    for (name, label) in labels {
      switch label {
      case .value(let value): typed[name] = value
      case .text(let text):
        guard let type = types?[name] else {
          typed[name] = .string(text)
          continue
        }
        do throws(LabelMismatch) {
          typed[name] = try LabelValue(taskIQText: text, type: type)
        } catch {
          throw TaskFormatError(
            document: TaskIQFormat.document, member: "labels.\(name)".shownName,
            problem: "must be \(error.expected)")
        }
      }
    }
    return typed
  }

  private static func labels(
    _ reader: inout JSONReader, _ place: inout String?
  ) throws(JSONError) -> [String: Label] {
    var labels: [String: Label] = [:]
    try reader.object { (name, reader) throws(JSONError) in
      place = "labels.\(name)"
      if reader.peek() == UInt8(ascii: "\"") {
        labels[name] = .text(try reader.string())
      } else {
        labels[name] = .value(try LabelValue(json: &reader))
      }
    }
    return labels
  }

  private static func types(
    _ reader: inout JSONReader, _ place: inout String?
  ) throws(JSONError) -> [String: Int]? {
    if reader.takesNull() { return nil }
    var types: [String: Int] = [:]
    try reader.object { (name, reader) throws(JSONError) in
      place = "labels_types.\(name)"
      let offset = reader.offset
      guard let type = Int(try reader.number()) else {
        throw JSONError(expected: "the number of a type", offset: offset)
      }
      types[name] = type
    }
    return types
  }
}

extension JSONReader {
  /// Reads past a value that must begin with `bracket`, and returns where it stands.
  mutating func skip(
    _ bracket: Unicode.Scalar, _ what: String
  ) throws(JSONError) -> Range<Int> {
    guard peek() == UInt8(ascii: bracket) else { throw JSONError(expected: what, offset: offset) }
    return try skip()
  }
}
