internal import DovetailTransport

// The errors of objects in the words of S3.
extension TransportError {
  /// No bucket has that name; S3's text has no full stop here.
  static func missing(_ bucket: BucketName) -> TransportError {
    .invalid(.bucketDoesNotExist, "The specified bucket does not exist")
  }

  /// No object has that key.
  static func missing(_ key: BlobKey) -> TransportError {
    .invalid(.blobDoesNotExist, "The specified key does not exist.")
  }

  static let failedPrecondition = invalid(
    .preconditionFailed, "At least one of the pre-conditions you specified did not hold")

  static let unsatisfiableRange = invalid(
    .invalidRange, "The requested range is not satisfiable")

  static let conflict = invalid(
    .conditionalRequestConflict,
    "The conditional request cannot succeed due to a conflicting operation against this resource.")

  static let missingUpload = invalid(
    .uploadDoesNotExist,
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been "
      + "aborted or completed.")

  static let invalidPart = invalid(
    .invalidPart,
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or "
      + "the specified entity tag may not match the part's entity tag.")

  /// What has come of a body is gone, since nothing more came for a day.
  static let clearedAway = TransportError(
    .unreachable, attempt: "",
    detail: "The bytes took more than a day to come, and were cleared away; send them again.")

  /// The object that is being read has been replaced.
  static let replaced = TransportError(
    .unreachable, attempt: "",
    detail: "The object was replaced or deleted while it was read; read it again.")

  /// A checksum of another algorithm than the upload's.
  static func checksumMismatch(
    expected: ChecksumAlgorithm?, actual: ChecksumAlgorithm?
  ) -> TransportError {
    let names = [expected, actual].map { $0?.rawValue.lowercased() ?? "null" }
    return .invalid(
      .invalidRequest,
      "Checksum Type mismatch occurred, expected checksum Type: \(names[0]), actual checksum Type: "
        + names[1])
  }
}
