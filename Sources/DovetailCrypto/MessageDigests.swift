package import DovetailTransport

/// The MD5 digests by which a client of SQS checks what it sent and received, as text.
///
/// Source: SQS developer guide, "Calculating the MD5 message digest for message attributes".
package enum MessageDigests {
  /// `MD5OfMessageBody` and `MD5OfBody`: that of the body's UTF-8.
  package static func body(_ body: String) throws(CryptoError) -> String {
    Hex.encode(try MD5.digest(of: Array(body.utf8)))
  }

  /// `MD5OfMessageAttributes`, and for system attributes `MD5OfMessageSystemAttributes`; nil for no
  /// attributes, for which SQS gives none.
  ///
  /// On receive it covers the attributes that are returned, not all that were sent.
  package static func attributes(
    _ attributes: [String: MessageAttribute]
  ) throws(CryptoError) -> String? {
    guard !attributes.isEmpty else { return nil }
    return Hex.encode(try MD5.digest(of: bytes(of: attributes)))
  }

  /// What is hashed of attributes: name, type, kind and value of each, by the names' bytes.
  static func bytes(of attributes: [String: MessageAttribute]) -> [UInt8] {
    var bytes: [UInt8] = []
    for (name, attribute) in attributes.sorted(by: {
      $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }) {
      append(name.utf8, to: &bytes)
      append(attribute.dataType.utf8, to: &bytes)
      switch attribute.value {
      case .string(let text):
        bytes.append(1)
        append(text.utf8, to: &bytes)
      case .binary(let value):
        bytes.append(2)
        append(value, to: &bytes)
      }
    }
    return bytes
  }

  /// Appends bytes behind their number, in four bytes, the highest first.
  private static func append(_ part: some Collection<UInt8>, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: UInt32(truncatingIfNeeded: part.count).bigEndian) {
      bytes.append(contentsOf: $0)
    }
    bytes.append(contentsOf: part)
  }
}
