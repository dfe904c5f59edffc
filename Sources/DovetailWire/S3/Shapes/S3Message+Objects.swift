import DovetailTransport

// What several calls say of an object.
extension S3Message {
  /// What the sender says of an object.
  mutating func metadata(_ metadata: inout ObjectMetadata) throws(S3Error) {
    for (name, value) in ObjectMetadata.headers { try header(name, &metadata[keyPath: value]) }
    if isReading {
      for field in headers.fields {
        let name = field.name.lowercased()
        guard name.hasPrefix(ObjectMetadata.userPrefix) else { continue }
        let key = String(name.dropFirst(ObjectMetadata.userPrefix.utf8.count))
        let value = EncodedWord.decode(field.value)
        // HTTP joins what has one name. Source: RFC 9110, section 5.3.
        metadata.user[key] = metadata.user[key].map { "\($0),\(value)" } ?? value
      }
    } else {
      for (key, value) in metadata.user.sorted(by: { $0.key < $1.key }) {
        try set(ObjectMetadata.userPrefix + key, EncodedWord.encode(value))
      }
    }
  }

  /// A checksum of the body or of the object, in the header of its algorithm.
  mutating func checksum(_ checksum: inout Checksum?) throws(S3Error) {
    guard isReading else {
      if let checksum { try set(checksum.algorithm.header, checksum.value) }
      return
    }
    checksum = nil
    for algorithm in ChecksumAlgorithm.allCases where checksum == nil {
      checksum = headers[algorithm.header].map { Checksum(algorithm, $0) }
    }
  }

  /// A checksum that the sender has computed over the body; throws for more than one, and for one that is
  /// announced and not there.
  ///
  /// Source: recorded.
  mutating func sentChecksum(_ checksum: inout Checksum?) throws(S3Error) {
    let announcement = Self.checksumAnnouncement
    try self.checksum(&checksum)
    guard isReading else {
      if let checksum { try set(announcement, checksum.algorithm.rawValue) }
      return
    }
    let sent = headers.fields.map { $0.name.lowercased() }.filter {
      $0.hasPrefix("x-amz-checksum-") && !Self.aboutChecksums.contains($0)
    }
    guard sent.count < 2 else {
      throw S3Error(
        .invalidRequest,
        "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.")
    }
    guard sent.isEmpty || checksum != nil else {
      throw S3Error(
        .invalidRequest, "The algorithm type you specified in x-amz-checksum- header is invalid.")
    }
    guard checksum != nil || headers[announcement] == nil else {
      throw S3Error(
        .invalidRequest,
        "\(announcement) specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers "
          + "were found.")
    }
  }

  /// Names the algorithm of a checksum that is sent with a body, or behind it.
  static let checksumAnnouncement = "x-amz-sdk-checksum-algorithm"

  /// Headers that begin as those of checksums do.
  private static let aboutChecksums: Set = [
    "x-amz-checksum-algorithm", "x-amz-checksum-mode", "x-amz-checksum-type",
  ]

  /// What must hold for an object to be written.
  ///
  /// Source: S3 user guide, "Conditional writes"; recorded.
  mutating func condition(_ condition: inout PutCondition) throws(S3Error) {
    var match: ETag?
    var noneMatch: ETag?
    switch condition {
    case .always: break
    case .ifAbsent: noneMatch = ETag(rawValue: "*")
    case .ifUnchanged(let tag): match = tag
    }
    try header(ReadConditions.Name.ifMatch.rawValue, &match)
    try header(ReadConditions.Name.ifNoneMatch.rawValue, &noneMatch)
    guard isReading else { return }
    switch (match, noneMatch) {
    case (nil, nil): condition = .always
    case (let tag?, nil): condition = .ifUnchanged(since: tag)
    case (nil, let tag?) where tag.rawValue == "*": condition = .ifAbsent
    case (_, _?): throw S3Error(.notImplemented)
    }
  }

  /// What must hold for an object to be read, or for one to be copied.
  mutating func conditions(
    _ conditions: inout ReadConditions, prefix: String = ""
  ) throws(S3Error) {
    try header(prefix + ReadConditions.Name.ifMatch.rawValue, &conditions.ifMatch)
    try header(prefix + ReadConditions.Name.ifNoneMatch.rawValue, &conditions.ifNoneMatch)
    try date(prefix + ReadConditions.Name.ifModifiedSince.rawValue, &conditions.ifModifiedSince)
    try date(prefix + ReadConditions.Name.ifUnmodifiedSince.rawValue, &conditions.ifUnmodifiedSince)
  }

  /// Which keys to list, and how to write them.
  mutating func keys(
    _ prefix: inout String, _ delimiter: inout String, _ encoding: inout S3KeyEncoding?
  ) throws(S3Error) {
    try query("prefix", &prefix, standard: "")
    try query("delimiter", &delimiter, standard: "")
    try query("encoding-type", &encoding)
  }

  /// The object that a copy is made of.
  mutating func copySource(_ source: inout BlobKey) throws(S3Error) {
    var text: String? = isReading ? nil : CopySource.text(of: source)
    try header(CopySource.header, &text)
    guard isReading else { return }
    source = try CopySource.read(text ?? "")
  }

  /// How an object is, or is to be, encrypted.
  mutating func encryption(_ encryption: inout S3Encryption?) throws(S3Error) {
    var wanted = encryption ?? S3Encryption("")
    var algorithm: String? = encryption?.algorithm
    try header(S3Encryption.header, &algorithm)
    try header("\(S3Encryption.header)-aws-kms-key-id", &wanted.keyID)
    try header("\(S3Encryption.header)-bucket-key-enabled", &wanted.usesBucketKey)
    guard isReading else { return }
    guard headers["\(S3Encryption.header)-customer-algorithm"] == nil else {
      throw S3Error(.notImplemented)
    }
    encryption = algorithm.map { algorithm in
      wanted.algorithm = algorithm
      return wanted
    }
  }
}

/// How S3 encrypts an object.
///
/// Source: S3 user guide, "Protecting data with server-side encryption".
package struct S3Encryption: Hashable, Sendable {
  static let header = "x-amz-server-side-encryption"

  /// "AES256", "aws:kms" or "aws:kms:dsse".
  package var algorithm: String
  /// The key of the key service; nil: the account's own for S3.
  package var keyID: String?
  package var usesBucketKey: Bool?

  package init(_ algorithm: String, keyID: String? = nil, usesBucketKey: Bool? = nil) {
    self.algorithm = algorithm
    self.keyID = keyID
    self.usesBucketKey = usesBucketKey
  }

  /// With S3's own keys: what S3 does when nothing is said.
  package static let managed = S3Encryption("AES256")
}
