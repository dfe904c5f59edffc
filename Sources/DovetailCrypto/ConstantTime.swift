internal import COpenSSL

/// Comparisons that take as long whatever the bytes are.
package enum ConstantTime {
  /// Whether the bytes are the same; that their numbers differ may be seen by the time it takes.
  package static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
  }
}
