import DovetailTransport

/// Compares digests that a service gives with those of what was sent or received.
enum DigestCheck {
  /// Throws `digestMismatch` when both are known and differ.
  ///
  /// A service that gives none has promised nothing, and OpenSSL has no MD5 in FIPS mode.
  static func check(
    _ given: String?, _ what: String, against computed: String?
  ) throws(TransportError) {
    guard let given, let computed, given.lowercased() != computed else { return }
    throw .invalid(
      .digestMismatch,
      "The service gave the MD5 \(given) for \(what), but it is \(computed): it was changed on the way."
    )
  }
}
