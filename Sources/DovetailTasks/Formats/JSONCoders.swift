#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Foundation's coders, set up as both ends of the wire expect.
///
/// Dates are ISO 8601 texts, data is base64. Object members are in the order of their names, so that
/// equal values make equal bytes. The coders are set up once and then only read, which they allow
/// from many threads.
enum JSONCoders {
  static let encoder: JSONEncoder = {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    encoder.dataEncodingStrategy = .base64
    encoder.dateEncodingStrategy = .custom { date, encoder in
      guard let text = ISO8601Date.text(of: date) else {
        throw EncodingError.invalidValue(
          date,
          EncodingError.Context(
            codingPath: encoder.codingPath, debugDescription: "not in the years 1 to 9999"))
      }
      var container = encoder.singleValueContainer()
      try container.encode(text)
    }
    return encoder
  }()

  static let decoder: JSONDecoder = {
    let decoder = JSONDecoder()
    decoder.dataDecodingStrategy = .base64
    decoder.dateDecodingStrategy = .custom { decoder in
      let text = try decoder.singleValueContainer().decode(String.self)
      guard let date = ISO8601Date.date(of: text) else {
        throw DecodingError.dataCorrupted(
          DecodingError.Context(
            codingPath: decoder.codingPath, debugDescription: "no ISO 8601 date",
            underlyingError: UnexpectedForm(expected: "a date and time in ISO 8601")))
      }
      return date
    }
    return decoder
  }()

  static func encode(_ value: some Encodable) throws -> [UInt8] {
    [UInt8](try encoder.encode(value))
  }

  static func decode<Value: Decodable>(
    _ type: Value.Type, from json: some Collection<UInt8>
  ) throws -> Value {
    try decoder.decode(type, from: Data(json))
  }
}
