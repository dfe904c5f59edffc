import DovetailTransport

/// The first line of a chunk: its size in hexadecimal, and its signature.
struct ChunkHead {
  var size = 0
  /// Empty: there is none.
  var signature = ""

  init() {}

  /// Reads `2000;chunk-signature=…`; nil without a size.
  ///
  /// Other extensions are passed over.
  init?(_ line: [UInt8]) {
    let parts = line.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    let digits = parts[0].reversed().drop { $0 == UInt8(ascii: " ") }.reversed()
    guard !digits.isEmpty, digits.count <= 15, digits.allSatisfy(\.isHexadecimal),
      let size = Int(String(decoding: Array(digits), as: UTF8.self), radix: 16)
    else { return nil }
    self.size = size
    let name = "chunk-signature="
    for part in parts.dropFirst() where part.starts(with: name.utf8) {
      signature = String(decoding: part.dropFirst(name.utf8.count), as: UTF8.self)
    }
  }
}

/// The lines behind the last chunk.
struct ChunkedTrailer {
  /// By their names in lower case.
  private(set) var fields: [String: String] = [:]
  /// The lines that are signed, as they are signed.
  private(set) var signed: [UInt8] = []
  /// Empty: there is none.
  private(set) var signature = ""

  private static let mostFields = 8
  private static let signatureName = "x-amz-trailer-signature"

  /// Takes a line `name:value`.
  mutating func append(_ line: [UInt8]) throws(S3Error) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), fields.count < Self.mostFields,
      let name = String(validating: line[..<colon], as: UTF8.self)?.lowercased(), !name.isEmpty,
      let rest = String(validating: line[(colon + 1)...], as: UTF8.self)
    else { throw S3Error(.malformedTrailer) }
    let value = String(rest.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    guard name != Self.signatureName else {
      signature = value
      return
    }
    guard fields.updateValue(value, forKey: name) == nil else { throw S3Error(.malformedTrailer) }
    signed.append(contentsOf: "\(name):\(value)\n".utf8)
  }
}

extension UInt8 {
  fileprivate var isHexadecimal: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }
}
