/// A text, and what its heading says: lines "Title: …" and "Year: …" above an empty line.
struct Document {
  let title: String?
  let year: String?
  let body: String

  /// Reads a file's bytes, which must be UTF-8.
  init(_ bytes: [UInt8]) throws(DocumentError) {
    guard !bytes.isEmpty else { throw .empty }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .notUTF8(offset: Self.firstFault(in: bytes))
    }
    var rest = text[...]
    title = Self.takeLine("Title", from: &rest)
    year = Self.takeLine("Year", from: &rest)
    body = String(rest)
  }

  /// Takes the first line if it is "KEY: value".
  private static func takeLine(_ key: String, from text: inout Substring) -> String? {
    let prefix = "\(key): "
    guard text.hasPrefix(prefix) else { return nil }
    let line = text.prefix { $0 != "\n" }
    text = text[line.endIndex...].dropFirst()
    return String(line.dropFirst(prefix.count))
  }

  /// Decoding puts U+FFFD where the bytes are wrong; up to there they are as they were.
  private static func firstFault(in bytes: [UInt8]) -> Int {
    let repaired = String(decoding: bytes, as: UTF8.self).unicodeScalars
    return String(repaired.prefix { $0 != "\u{FFFD}" }).utf8.count
  }
}
