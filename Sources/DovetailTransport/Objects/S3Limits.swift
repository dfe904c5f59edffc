/// The quotas of Amazon S3 that Dovetail holds to, each in one place.
///
/// Source: Amazon S3 user guide, "Amazon S3 multipart upload limits" and "Working with object metadata".
public enum S3Limits {
  /// The most bytes of one put, one part or one copy.
  public static let putBytes = 5 * 1_073_741_824
  /// The most bytes of an object.
  public static let objectBytes = 5 * 1_099_511_627_776
  /// The numbers of parts.
  public static let partNumbers = 1...10_000
  /// The fewest bytes of a part that is not the last.
  public static let smallestPartBytes = 5_242_880
  /// The most entries of a page, and the most keys of one delete.
  public static let pageEntries = 1000
  /// The most buckets of a page.
  public static let pageBuckets = 10_000
  /// The most bytes of user metadata, names and values together.
  public static let userMetadataBytes = 2048
  /// The longest key, in bytes.
  public static let keyBytes = 1024

  /// Throws `entityTooLarge` when one put, part or copy cannot have so many bytes.
  package static func checkPut(bytes: Int) throws(TransportError) {
    guard bytes <= putBytes else {
      throw .invalid(
        .entityTooLarge,
        "Your proposed upload exceeds the maximum allowed size: \(bytes) of \(putBytes) bytes")
    }
  }

  /// The number of entries of a page: what was asked for, at most 1,000.
  ///
  /// Throws `invalidArgument` for a negative number.
  package static func page(
    _ asked: Int, _ name: String, most: Int = pageEntries
  ) throws(TransportError) -> Int {
    guard asked >= 0 else {
      throw .invalid(
        .invalidArgument, "Argument \(name) must be an integer between 0 and 2147483647")
    }
    return min(asked, most)
  }
}
