import DovetailTransport

/// How large the parts of an upload are; S3 takes 10,000.
///
/// Source: S3 user guide, "Amazon S3 multipart upload limits".
enum PartSizes {
  private static let usual = 8 << 20

  /// The size of all parts of so many bytes but the last.
  static func size(ofPartsOf bytes: Int) -> Int {
    max(usual, (bytes - 1) / S3Limits.partNumbers.upperBound + 1)
  }

  /// The size of a part of nobody knows how many bytes: it doubles every 1,000 parts, so that 10,000 hold
  /// more than an object may.
  static func size(ofPart number: Int) -> Int { usual << min(9, (number - 1) / 1_000) }
}
