import DovetailTransport
import Foundation
import Testing

/// A case of `Resources/sqs-md5.json`.
struct MessageDigestVector: Decodable, CustomTestStringConvertible {
  private struct Attribute: Decodable {
    private enum CodingKeys: String, CodingKey {
      case type = "DataType"
      case text = "StringValue"
      case bytes = "BinaryValue"
    }

    var type: String
    var text: String?
    var bytes: Data?
  }

  private struct File: Decodable {
    var cases: [MessageDigestVector]
    var system: [MessageDigestVector]
  }

  private enum CodingKeys: String, CodingKey {
    case title, body
    case bodyDigest = "md5_of_body"
    case sent = "attributes"
    case sentSystem = "system_attributes"
    case digest = "md5_of_attributes"
    case systemDigest = "md5_of_system_attributes"
    case hashed = "hashed_bytes_hex"
  }

  let title: String
  let body: String?
  let bodyDigest: String?
  let digest: String?
  let systemDigest: String?
  let hashed: String?
  private let sent: [String: Attribute]?
  private let sentSystem: [String: Attribute]?

  var testDescription: String { title }

  var attributes: [String: MessageAttribute] { Self.attributes(sent) }
  var systemAttributes: [String: MessageAttribute] { Self.attributes(sentSystem) }

  static func cases() throws -> [MessageDigestVector] { try file().cases }
  static func systemCases() throws -> [MessageDigestVector] { try file().system }

  private static func file() throws -> File {
    guard let url = Bundle.module.url(forResource: "sqs-md5", withExtension: "json") else {
      throw CocoaError(.fileNoSuchFile)
    }
    return try JSONDecoder().decode(File.self, from: Data(contentsOf: url))
  }

  private static func attributes(_ sent: [String: Attribute]?) -> [String: MessageAttribute] {
    (sent ?? [:]).mapValues { attribute in
      MessageAttribute(
        dataType: attribute.type,
        value: attribute.bytes.map { .binary(Array($0)) }
          ?? .string(attribute.text ?? ""))
    }
  }
}
