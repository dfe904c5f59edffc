/// What every `ObjectAdministration` must do.
public enum ObjectAdministrationContract {
  /// All claims.
  public static var claims: [Claim<ObjectAdministrationSubject>] {
    [
      buckets, bucketPages, bucketErrors, metadata, readConditions, readPrecedence, conditionalPuts,
      ranges, checksums, badChecksums, listing, folding, objectPages, copying, copyConditions,
      copyErrors, uploads, uploadPages, uploadsGone, partCopies, partChecksums, completing,
      completeErrors, completeConditions, completedChecksums, largeObjects,
    ].flatMap(\.self)
  }
}
