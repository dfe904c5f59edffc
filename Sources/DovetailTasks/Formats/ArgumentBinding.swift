import DovetailTransport

/// Brings the arguments of a message and the parameters of a task together, one after another.
struct ArgumentBinding {
  private let arguments: TaskArguments
  private let names: [String]
  private let positional: [Range<Int>]
  private let named: [String: Range<Int>]
  private var index = 0

  /// Finds where each argument stands; throws when there are more than `count` parameters take.
  init(_ arguments: TaskArguments, names: [String], count: Int) throws(TaskArgumentError) {
    self.arguments = arguments
    self.names = names
    positional = try Self.elements(of: arguments.positional)
    named = try Self.members(of: arguments.named)
    guard positional.count <= count else {
      throw TaskArgumentError(
        "the argument list", "holds \(positional.count) arguments by place; \(count) are taken")
    }
    guard !named.isEmpty else { return }
    let free = names.prefix(count).dropFirst(positional.count)
    guard let stranger = named.keys.filter({ !free.contains($0) }).min() else { return }
    throw TaskArgumentError(
      "the argument \(stranger.shownName)",
      names.contains(stranger) ? "is given by place and by name" : "is none that the task takes")
  }

  /// Reads the next argument.
  mutating func next<Argument: Decodable>(
    _ type: Argument.Type
  ) throws(TaskArgumentError) -> Argument {
    defer { index += 1 }
    guard let json = json() else {
      if let type = type as? any NilArgument.Type, let missing = type.missing as? Argument {
        return missing
      }
      throw TaskArgumentError(TaskArgumentError.subject(index, names), "is missing")
    }
    if let scalar = JSONScalar.read(type, json) { return scalar }
    do {
      return try JSONCoders.decode(type, from: json)
    } catch {
      throw .decoding(TaskArgumentError.subject(index, names), as: type, error)
    }
  }

  private func json() -> ArraySlice<UInt8>? {
    if index < positional.count { return arguments.positional[positional[index]] }
    guard index < names.count, let range = named[names[index]] else { return nil }
    return arguments.named[range]
  }

  private static func elements(of json: [UInt8]) throws(TaskArgumentError) -> [Range<Int>] {
    var elements: [Range<Int>] = []
    var reader = JSONReader(json)
    do throws(JSONError) {
      try reader.array { (reader) throws(JSONError) in elements.append(try reader.skip()) }
    } catch {
      throw TaskArgumentError("the argument list", "is no JSON array")
    }
    return elements
  }

  private static func members(of json: [UInt8]) throws(TaskArgumentError) -> [String: Range<Int>] {
    guard json != TaskArguments.emptyObject else { return [:] }
    var members: [String: Range<Int>] = [:]
    var reader = JSONReader(json)
    do throws(JSONError) {
      try reader.object { (name, reader) throws(JSONError) in members[name] = try reader.skip() }
    } catch {
      throw TaskArgumentError("the named arguments", "are no JSON object")
    }
    return members
  }
}

/// A type of which an argument may be left out.
private protocol NilArgument {
  static var missing: Self { get }
}

extension Optional: NilArgument {
  static var missing: Self { nil }
}
