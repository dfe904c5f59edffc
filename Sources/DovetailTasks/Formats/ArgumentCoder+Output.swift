import DovetailTransport

/// Return values.
extension ArgumentCoder {
  /// Writes a return value.
  package static func encode<Output: Encodable>(
    output: Output
  ) throws(TaskArgumentError) -> [UInt8] {
    var writer = JSONWriter()
    if JSONScalar.write(output, to: &writer) { return writer.bytes }
    do {
      return try JSONCoders.encode(output)
    } catch {
      throw .encoding(outputSubject, error)
    }
  }

  /// Writes the return value of a task that has none.
  package static func encode(output: Void) -> [UInt8] { null }

  /// Reads a return value.
  package static func decode<Output: Decodable>(
    output type: Output.Type, from json: [UInt8]
  ) throws(TaskArgumentError) -> Output {
    if let scalar = JSONScalar.read(type, json[...]) { return scalar }
    do {
      return try JSONCoders.decode(type, from: json)
    } catch {
      throw .decoding(outputSubject, as: type, error)
    }
  }

  /// Reads the return value of a task that has none: whatever is there is passed over.
  package static func decode(output: Void.Type, from json: [UInt8]) {}

  private static let outputSubject = "the return value"
}
