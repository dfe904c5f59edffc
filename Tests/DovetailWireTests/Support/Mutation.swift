import DovetailTransport

/// Damages bytes as a bad client or a bad network would.
enum Mutation {
  /// One to four changes: a byte changed, dropped or doubled, a part cut out, or the end cut off.
  static func of(_ bytes: [UInt8], with random: inout RandomSource) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(bytes[place], at: place)
      case 3: bytes.removeSubrange(place..<min(bytes.count, place + 12))
      default: bytes.removeSubrange(place...)
      }
    }
    return bytes
  }

  /// A text damaged in the same way; what is no UTF-8 any more is replaced.
  static func of(_ text: String, with random: inout RandomSource) -> String {
    String(decoding: of(Array(text.utf8), with: &random), as: UTF8.self)
  }
}
