internal import DovetailTransport

/// How metadata stands in a column: a JSON object of header names and values; NULL when it says nothing.
enum MetadataCoding {
  static func encode(_ metadata: ObjectMetadata) -> String? {
    guard metadata != ObjectMetadata() else { return nil }
    var writer = JSONWriter()
    writer.object { object in
      for (name, path) in ObjectMetadata.headers {
        if let value = metadata[keyPath: path] { object.member(name) { $0.string(value) } }
      }
      for (name, value) in metadata.user.sorted(by: { $0.key < $1.key }) {
        object.member(ObjectMetadata.userPrefix + name) { $0.string(value) }
      }
    }
    return writer.text
  }

  /// Throws when the column does not hold what ``encode(_:)`` wrote.
  static func decode(_ text: String?) throws(SQLiteError) -> ObjectMetadata {
    var metadata = ObjectMetadata()
    guard let text else { return metadata }
    guard let members = (try? JSONValue(parsing: Array(text.utf8)))?.members else {
      throw malformed  // What is wrong with the JSON tells no more than that the row is damaged.
    }
    for (name, value) in members {
      guard let value = value.string else { throw malformed }
      if name.hasPrefix(ObjectMetadata.userPrefix) {
        metadata.user[String(name.dropFirst(ObjectMetadata.userPrefix.count))] = value
      } else if let header = ObjectMetadata.headers.first(where: { $0.name == name }) {
        metadata[keyPath: header.value] = value
      } else {
        throw malformed
      }
    }
    return metadata
  }

  private static let malformed = SQLiteError.malformed(column: 0, "object.metadata")
}
