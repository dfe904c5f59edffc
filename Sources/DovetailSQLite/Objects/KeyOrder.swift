/// Keys in the order of their UTF-8 bytes, which is that of their Unicode scalars.
enum KeyOrder {
  /// The first text behind `key`.
  static func after(_ key: String) -> String { key + "\0" }

  /// The first text behind all that begin with `prefix`; nil when there is none.
  static func afterAll(_ prefix: String) -> String? {
    var scalars = prefix.unicodeScalars
    while let last = scalars.popLast() {
      // No scalar stands between these: there the surrogates of UTF-16 are.
      let next = last.value == 0xD7FF ? 0xE000 : last.value + 1
      guard let scalar = Unicode.Scalar(next) else { continue }
      scalars.append(scalar)
      return String(scalars)
    }
    return nil
  }

  /// What a key shares with others: up to and with the first delimiter behind the prefix; nil when the
  /// delimiter is not there, or is empty.
  static func commonPrefix(of key: String, prefix: String, delimiter: String) -> String? {
    guard !delimiter.isEmpty else { return nil }
    let bytes = Array(key.utf8)
    let sought = Array(delimiter.utf8)
    var start = prefix.utf8.count
    while start + sought.count <= bytes.count {
      let end = start + sought.count
      if bytes[start..<end].elementsEqual(sought) {
        return String(decoding: bytes[..<end], as: UTF8.self)
      }
      start += 1
    }
    return nil
  }
}
