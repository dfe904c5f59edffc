import DovetailTransport

// What several documents say of an object.
extension S3Document {
  /// A checksum, in the element of its algorithm.
  mutating func checksum(_ checksum: inout Checksum?) throws(S3Error) {
    for algorithm in ChecksumAlgorithm.allCases {
      var value = checksum.flatMap { $0.algorithm == algorithm ? $0.value : nil }
      try self.value("Checksum\(algorithm.rawValue)", &value)
      guard isReading, let value else { continue }
      checksum = Checksum(algorithm, value)
    }
  }

  /// Who an object, a bucket or an upload belongs to.
  mutating func owner(_ name: String, _ owner: inout S3Owner?) throws(S3Error) {
    guard isReading || owner != nil else { return }
    try group(name) { element throws(S3Error) in
      var person = owner ?? S3Owner(id: "")
      try element.value("ID", &person.id)
      try element.value("DisplayName", &person.displayName)
      owner = person
    }
  }

  /// What keys share, each in an element of its own.
  mutating func prefixes(_ prefixes: inout [String]) throws(S3Error) {
    try list("CommonPrefixes", &prefixes, blank: "") { prefix, element throws(S3Error) in
      try element.key("Prefix", &prefix)
    }
  }
}

/// An account of S3's.
package struct S3Owner: Hashable, Sendable {
  /// The canonical id: 64 hexadecimal digits.
  package var id: String
  package var displayName: String?

  package init(id: String, displayName: String? = nil) {
    self.id = id
    self.displayName = displayName
  }
}
