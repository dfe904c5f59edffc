import DovetailTransport

/// Makes bad requests out of good ones.
enum Damage {
  /// What has a meaning somewhere.
  private static let tokens = [
    "\r\n", "\r\n\r\n", "%", "%00", "%ff", "&", "=", "\"", "\\u0000", "\\ud800", "{", "[", "}",
    "null",
    "-1", "0", "1e999", "99999999999999999999", "9223372036854775807", "<", ">", "</a>", "&#0;",
    "&amp;",
    "<!DOCTYPE a [<!ENTITY b \"c\">]>", "\0", "\u{FFFF}", "../", ":", ";", "ffffffffffffffff\r\n",
    "*",
    "bytes=-", "W/\"a\"", "x-amz-", "Authorization: AWS4-HMAC-SHA256 Credential=",
    "X-Amz-Signature=",
  ].map { Array($0.utf8) }

  /// One of the samples with one to eight changes.
  static func one(of samples: [[UInt8]], with random: inout RandomSource) -> [UInt8] {
    var bytes = samples.randomElement(using: &random) ?? []
    for _ in 0..<Int.random(in: 1...8, using: &random) where !bytes.isEmpty {
      change(&bytes, samples, with: &random)
    }
    return bytes
  }

  private static func change(
    _ bytes: inout [UInt8], _ samples: [[UInt8]], with random: inout RandomSource
  ) {
    let place = Int.random(in: 0..<bytes.count, using: &random)
    let end = min(bytes.count, place + Int.random(in: 1...40, using: &random))
    switch Int.random(in: 0..<9, using: &random) {
    case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
    case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 2: bytes.removeSubrange(place..<end)
    case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
    case 4: bytes.removeSubrange(place...)
    case 5:
      let count = Int.random(in: 1...4000, using: &random)
      bytes.insert(contentsOf: repeatElement(bytes[place], count: count), at: place)
    case 6:
      let other = samples.randomElement(using: &random) ?? []
      bytes.replaceSubrange(place..., with: other.suffix(from: min(place, other.count)))
    default:
      bytes.insert(contentsOf: tokens.randomElement(using: &random) ?? [], at: place)
    }
  }
}
