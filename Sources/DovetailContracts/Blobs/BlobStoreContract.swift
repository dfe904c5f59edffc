/// What every `BlobStore` must do.
public enum BlobStoreContract {
  /// All claims.
  public static var claims: [Claim<BlobStoreSubject>] {
    [
      storing, contents, etags, conditions, races, ranges, deleting, listing, listPages, keys,
      keyLimits, missingBuckets,
    ].flatMap(\.self)
  }
}
