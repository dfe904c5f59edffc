/// The query of a canonical request: pairs encoded in one way and sorted.
///
/// Source: AWS General Reference, "Create a canonical request", step 3.
enum CanonicalQuery {
  /// Appends the pairs of `query` but those named `dropped`.
  ///
  /// Each is decoded and encoded again: a tilde, a space or the case of a digit may have been written in
  /// other ways than the signer's.
  static func append(
    _ query: String?, without dropped: String? = nil, to bytes: inout [UInt8]
  ) {
    guard let query, !query.isEmpty else { return }
    var pairs: [[UInt8]] = []
    for pair in query.utf8.split(separator: UInt8(ascii: "&")) {
      let name = pair.prefix { $0 != UInt8(ascii: "=") }
      if let dropped, name.elementsEqual(dropped.utf8) { continue }
      var encoded: [UInt8] = []
      encoded.reserveCapacity(pair.count)
      append(part: name, to: &encoded)
      encoded.append(separator)
      append(part: pair.dropFirst(name.count + 1), to: &encoded)
      pairs.append(encoded)
    }
    pairs.sort { $0.lexicographicallyPrecedes($1) }
    for (index, pair) in pairs.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: "&")) }
      for byte in pair { bytes.append(byte == separator ? UInt8(ascii: "=") : byte) }
    }
  }

  /// Sorts before all that an encoded name holds, so that pairs are sorted by name first.
  private static let separator: UInt8 = 0

  /// A malformed escape is taken for the characters it is made of.
  private static func append(part: Substring.UTF8View, to bytes: inout [UInt8]) {
    if let decoded = PercentEncoding.decode(part, plusIsSpace: true) {
      PercentEncoding.append(decoded, to: &bytes)
    } else {
      PercentEncoding.append(part, to: &bytes)
    }
  }
}
