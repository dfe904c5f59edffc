import DovetailTransport

/// Turns Swift values into the JSON that messages and results carry, and back.
///
/// Every call throws ``TaskArgumentError`` and nothing else. Dates are ISO 8601 texts, data is
/// base64, and members of objects are written in the order of their names.
package enum ArgumentCoder {
  /// The JSON of nothing.
  package static let null = Array("null".utf8)

  /// Writes a call's arguments, by place.
  package static func encode<each Argument: Encodable>(
    _ argument: repeat each Argument
  ) throws(TaskArgumentError) -> TaskArguments {
    if let json = scalars(repeat each argument) { return TaskArguments(unchecked: json) }
    let list = ArgumentList(repeat each argument)
    do {
      return TaskArguments(unchecked: try JSONCoders.encode(list))
    } catch let error as ArgumentList<repeat each Argument>.Failure {
      let subject = TaskArgumentError.subject(error.index, [])
      throw .encoding(subject, error.cause, droppingFirst: 1)
    } catch {
      throw .encoding("the argument list", error)
    }
  }

  /// Reads a call's arguments: those by place first, then those of the names, `nil` for optionals.
  ///
  /// Throws when one is missing, or left over, or given twice, or not of its type. `names` may name
  /// fewer parameters than there are, or none.
  package static func decode<each Argument: Decodable>(
    from arguments: TaskArguments, names: [String] = [], as type: repeat (each Argument).Type
  ) throws(TaskArgumentError) -> (repeat each Argument) {
    var count = 0
    for _ in repeat each type { count += 1 }
    var binding = try ArgumentBinding(arguments, names: names, count: count)
    return (repeat try binding.next(each type))
  }

  /// The arguments as an array when all are scalars; nil otherwise.
  private static func scalars<each Argument: Encodable>(
    _ argument: repeat each Argument
  ) -> [UInt8]? {
    var writer = JSONWriter()
    var separator: Unicode.Scalar = "["
    for value in repeat each argument {
      writer.punctuation(separator)
      guard JSONScalar.write(value, to: &writer) else { return nil }
      separator = ","
    }
    if separator == "[" { return TaskArguments.emptyArray }
    writer.punctuation("]")
    return writer.bytes
  }
}
