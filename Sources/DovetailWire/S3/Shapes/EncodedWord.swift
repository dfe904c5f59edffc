import DovetailTransport

/// Text of any characters in headers that hold printable ASCII alone.
///
/// Source: RFC 2047; S3 user guide, "Working with object metadata".
enum EncodedWord {
  private static let prefix = "=?UTF-8?B?"
  private static let suffix = "?="

  /// The text itself, if it is printable ASCII.
  static func encode(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    return isPlain && decode(text) == text
      ? text : prefix + Base64.encode(Array(text.utf8)) + suffix
  }

  /// What a text stands for that may be an encoded word, in Base64 or quoted, of UTF-8; the text itself if
  /// it is none.
  static func decode(_ text: String) -> String {
    let parts = text.split(separator: "?", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0] == "=", parts[4] == "=", parts[1].lowercased() == "utf-8"
    else {
      return text
    }
    let bytes =
      switch parts[2] {
      case "B", "b": Base64.decode(parts[3].utf8)
      case "Q", "q": quoted(parts[3])
      default: [UInt8]?.none
      }
    return bytes.flatMap { String(validating: $0, as: UTF8.self) } ?? text
  }

  private static func quoted(_ text: Substring) -> [UInt8]? {
    PercentEncoding.decode(
      text.utf8.map { byte in
        switch byte {
        case UInt8(ascii: "="): UInt8(ascii: "%")
        case UInt8(ascii: "_"): UInt8(ascii: " ")
        default: byte
        }
      })
  }
}
