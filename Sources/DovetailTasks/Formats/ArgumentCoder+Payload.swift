import DovetailTransport

/// Calls whose arguments are the members of one struct.
extension ArgumentCoder {
  /// Writes a struct's members as named arguments; throws when it does not encode to an object.
  package static func encode(
    payload: some Encodable
  ) throws(TaskArgumentError) -> TaskArguments {
    let json: [UInt8]
    do {
      json = try JSONCoders.encode(payload)
    } catch {
      throw .encoding("the payload", error)
    }
    guard json.first == UInt8(ascii: "{") else {
      throw TaskArgumentError(
        "the payload", "must encode to an object, as a struct with members does")
    }
    return TaskArguments(unchecked: TaskArguments.emptyArray, named: json)
  }

  /// Reads a struct from the named arguments, or from the only argument by place if that is an
  /// object, as Python sends a pydantic model.
  ///
  /// Members that the struct does not have are passed over, so that a sender may be newer.
  package static func decode<Payload: Decodable>(
    payload type: Payload.Type, from arguments: TaskArguments
  ) throws(TaskArgumentError) -> Payload {
    let json = try payload(of: arguments)
    do {
      return try JSONCoders.decode(type, from: json)
    } catch {
      throw .decoding("the payload", as: type, error)
    }
  }

  private static func payload(
    of arguments: TaskArguments
  ) throws(TaskArgumentError) -> ArraySlice<UInt8> {
    var elements: [Range<Int>] = []
    var hasNames = false
    var reader = JSONReader(arguments.positional)
    var namedReader = JSONReader(arguments.named)
    do throws(JSONError) {
      try reader.array { (reader) throws(JSONError) in elements.append(try reader.skip()) }
      try namedReader.object { (_, reader) throws(JSONError) in
        hasNames = true
        try reader.skip()
      }
    } catch {
      throw TaskArgumentError("the payload", "is no JSON")
    }
    if elements.isEmpty { return arguments.named[...] }
    let first = arguments.positional[elements[0]]
    guard !hasNames, elements.count == 1, first.first == UInt8(ascii: "{") else {
      throw TaskArgumentError(
        "the payload", "must be named arguments, or one object as the only argument")
    }
    return first
  }
}
