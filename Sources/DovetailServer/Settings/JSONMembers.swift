internal import DovetailTransport

/// The members of an object that somebody wrote by hand, taken out one by one; what is left over at the
/// end is a mistake.
///
/// Numbers and truth values may be written as strings too: on a command line all is text.
package struct JSONMembers {
  private var members: [String: JSONValue]
  /// Names the object in errors: "queue orders".
  let place: String
  private var known: [String] = []

  init(_ members: [String: JSONValue], of place: String) {
    self.members = members
    self.place = place
  }

  /// Reads a whole text; throws ``ServerError`` unless it is an object.
  package init(parsing bytes: [UInt8], of place: String) throws(ServerError) {
    do {
      guard let members = try JSONValue(parsing: bytes).members else {
        throw JSONError(expected: "an object", offset: 0)
      }
      self.init(members, of: place)
    } catch {
      throw ServerError("\(Self.opening(place)) cannot be read: \(error).")
    }
  }

  /// Reads `name=value,name=value`; throws ``ServerError`` for another form.
  package init(pairs text: String, of place: String) throws(ServerError) {
    var members: [String: JSONValue] = [:]
    for pair in text.split(separator: ",") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw ServerError(
          "\(Self.opening(place)) is made of name=value, separated by commas; \"\(pair)\" is not.")
      }
      members[String(parts[0])] = .string(String(parts[1]))
    }
    self.init(members, of: place)
  }

  /// Names the object where a sentence begins.
  var opening: String { Self.opening(place) }

  /// Names of files stay as they are.
  private static func opening(_ place: String) -> String {
    place.hasPrefix("the ") ? "T\(place.dropFirst())" : place
  }

  /// The names of all that were not taken yet, in order.
  var names: [String] { members.keys.sorted() }

  mutating func value(_ name: String) -> JSONValue? {
    known.append(name)
    guard let value = members.removeValue(forKey: name), value != .null else { return nil }
    return value
  }

  mutating func text(_ name: String) throws(ServerError) -> String? {
    guard let value = value(name) else { return nil }
    guard let text = Self.text(value) else { throw wrong(name, "a text") }
    return text
  }

  mutating func integer(_ name: String) throws(ServerError) -> Int? {
    guard let text = try text(name) else { return nil }
    guard let number = Int(text) else { throw wrong(name, "a whole number") }
    return number
  }

  mutating func number(_ name: String) throws(ServerError) -> Double? {
    guard let text = try text(name) else { return nil }
    guard let number = Double(text), number.isFinite else { throw wrong(name, "a number") }
    return number
  }

  mutating func bool(_ name: String) throws(ServerError) -> Bool? {
    guard let text = try text(name) else { return nil }
    guard let value = Bool(text) else { throw wrong(name, "true or false") }
    return value
  }

  mutating func duration(_ name: String) throws(ServerError) -> Duration? {
    guard let text = try text(name) else { return nil }
    guard let duration = Duration(readable: text) else {
      throw wrong(name, "a duration such as 500ms, 30s, 5m, 12h or 4d")
    }
    return duration
  }

  /// A list of texts, which may be written as one text with spaces, or commas, between them.
  mutating func texts(_ name: String) throws(ServerError) -> [String]? {
    guard let value = value(name) else { return nil }
    guard let elements = value.elements else {
      guard let text = Self.text(value) else { throw wrong(name, "a list of texts") }
      return text.split { $0 == " " || $0 == "," }.map(String.init)
    }
    let texts = elements.compactMap(Self.text)
    guard texts.count == elements.count else { throw wrong(name, "a list of texts") }
    return texts
  }

  /// Names with texts.
  mutating func map(_ name: String) throws(ServerError) -> [String: String]? {
    guard let value = value(name) else { return nil }
    let texts = value.members?.compactMapValues(Self.text)
    guard let texts, texts.count == value.members?.count else {
      throw wrong(name, "an object whose members are texts")
    }
    return texts
  }

  /// A list of objects; `element` names one in errors.
  mutating func objects(
    _ name: String, _ element: String
  ) throws(ServerError) -> [JSONMembers]? {
    guard let value = value(name) else { return nil }
    let objects = value.elements?.compactMap(\.members)
    guard let objects, objects.count == value.elements?.count else {
      throw wrong(name, "a list of objects")
    }
    return objects.enumerated().map { JSONMembers($1, of: "\(element) \($0 + 1)") }
  }

  /// An object whose members are objects, in the order of their names; `element` names one in errors.
  mutating func namedObjects(
    _ name: String, _ element: String
  ) throws(ServerError) -> [(name: String, members: JSONMembers)]? {
    guard let value = value(name) else { return nil }
    let objects = value.members?.compactMapValues(\.members)
    guard let objects, objects.count == value.members?.count else {
      throw wrong(name, "an object whose members are objects")
    }
    return objects.sorted { $0.key < $1.key }.map {
      ($0.key, JSONMembers($0.value, of: "\(element) \($0.key)"))
    }
  }

  /// Throws unless all has been taken.
  func end() throws(ServerError) {
    guard let name = names.first else { return }
    throw ServerError(
      "\(opening) has a member \"\(name)\", which is not known. Known are: "
        + known.sorted().joined(separator: ", ") + ".")
  }

  /// The error for a member that is something else.
  func wrong(_ name: String, _ wanted: String) -> ServerError {
    ServerError("The member \"\(name)\" of \(place) must be \(wanted).")
  }

  private static func text(_ value: JSONValue) -> String? {
    switch value {
    case .string(let text), .number(let text): text
    case .bool(let value): String(value)
    case .null, .array, .object: nil
    }
  }
}
