import DovetailTransport

/// Failures as TaskIQ stores exceptions.
///
/// Source: taskiq 0.13, `taskiq/serialization.py`.
extension TaskFailure {
  /// Reads `null` or an exception: an object whose `exc_message` is an array of any values.
  init?(json reader: inout JSONReader) throws(JSONError) {
    if reader.takesNull() { return nil }
    self.init(type: "", messages: [], module: nil)
    var missing = ["exc_type", "exc_message", "exc_module"]
    var context: TaskFailure?
    var isContextSuppressed = false
    try reader.object { (member, reader) throws(JSONError) in
      missing.removeAll { $0 == member }
      switch member {
      case "exc_type": type = try reader.string()
      case "exc_message": messages = try Self.messages(&reader)
      case "exc_module": module = reader.takesNull() ? nil : try reader.string()
      case "exc_cause": cause = try TaskFailure(json: &reader)
      case "exc_context": context = try TaskFailure(json: &reader)
      case "exc_suppress_context":
        isContextSuppressed = reader.takesNull() ? false : try reader.bool()
      default: _ = try reader.skip()
      }
    }
    if let member = missing.first {
      throw JSONError(expected: member, offset: reader.offset)
    }
    // Python's tracebacks, too, show what was being handled when no cause was named.
    if cause == nil, !isContextSuppressed { cause = context }
  }

  /// Writes the exception, with its cause as the one that Python's `raise … from …` names.
  func write(to writer: inout JSONWriter) {
    writer.object { object in
      object.member("exc_type", type)
      object.member("exc_message") { writer in
        writer.array(messages) { writer, message in writer.string(message) }
      }
      object.member("exc_module") { writer in
        if let module { writer.string(module) } else { writer.null() }
      }
      object.member("exc_cause") { writer in
        if let cause { cause.write(to: &writer) } else { writer.null() }
      }
      object.member("exc_context") { $0.null() }
      object.member("exc_suppress_context") { $0.bool(cause != nil) }
    }
  }

  /// The arguments of an exception; those that are no strings as their JSON.
  private static func messages(_ reader: inout JSONReader) throws(JSONError) -> [String] {
    var messages: [String] = []
    try reader.array { (reader) throws(JSONError) in
      if reader.peek() == UInt8(ascii: "\"") {
        messages.append(try reader.string())
      } else {
        let range = try reader.skip()
        messages.append(String(decoding: reader.bytes[range], as: UTF8.self))
      }
    }
    return messages
  }
}
