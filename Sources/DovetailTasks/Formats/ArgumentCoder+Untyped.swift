import DovetailTransport

/// Calls of tasks whose types this program does not know.
extension ArgumentCoder {
  /// Writes arguments of any types, by place and by name; throws ``TaskError`` that names the one that
  /// does not encode.
  static func encode(
    untyped positional: [any Encodable], named: [String: any Encodable], of task: String
  ) throws(TaskError) -> TaskArguments {
    var list = JSONWriter()
    var object = JSONWriter()
    do throws(TaskArgumentError) {
      var values: [[UInt8]] = []
      for value in positional { values.append(try json(of: value, "argument \(values.count + 1)")) }
      list.array(values) { writer, value in writer.raw(value) }
      var members: [(name: String, json: [UInt8])] = []
      for (name, value) in named.sorted(by: { $0.key < $1.key }) {
        members.append((name, try json(of: value, "argument \"\(name.shownName)\"")))
      }
      object.object { object in
        for member in members { object.member(member.name) { $0.raw(member.json) } }
      }
    } catch {
      throw .unencodable(task, error)
    }
    return TaskArguments(unchecked: list.bytes, named: object.bytes)
  }

  private static func json(
    of value: some Encodable, _ subject: String
  ) throws(TaskArgumentError) -> [UInt8] {
    var writer = JSONWriter()
    if JSONScalar.write(value, to: &writer) { return writer.bytes }
    do {
      return try JSONCoders.encode(value)
    } catch {
      throw .encoding(subject, error)
    }
  }
}
