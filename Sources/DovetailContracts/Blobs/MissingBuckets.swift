internal import DovetailTransport

extension BlobStoreContract {
  /// Source: S3 API reference, "List of error codes", NoSuchBucket.
  static let missingBuckets: [Claim<BlobStoreSubject>] = [
    refuses("a put") { subject, key in _ = try await subject.store.put([1], at: key) },
    refuses("a put if absent") { subject, key in
      _ = try await subject.store.put([1], at: key, .ifAbsent)
    },
    refuses("a put if unchanged") { subject, key in
      _ = try await subject.store.put([1], at: key, .ifUnchanged(since: ETag(rawValue: "tag")))
    },
    refuses("a get") { subject, key in _ = try await subject.store.get(key) },
    refuses("a head") { subject, key in _ = try await subject.store.head(key) },
    refuses("a delete", row: "9.1/delete-missing-bucket") { subject, key in
      _ = try await subject.store.delete([key.key], in: key.bucket)
    },
    refuses("a list", row: "9.4/missing-bucket") { subject, key in
      _ = try await subject.store.list(key.bucket, ListBlobsOptions())
    },
  ]

  private static func refuses(
    _ what: String, row: String = "9.6/missing-bucket",
    _ call: @escaping @Sendable (BlobStoreSubject, BlobKey) async throws -> Void
  ) -> Claim<BlobStoreSubject> {
    Claim("\(what) in a bucket that does not exist is refused", rows: row) { subject in
      let key = BlobKey(bucket: subject.missingBucket, key: "a")

      try await expectError(.bucketDoesNotExist, what) { try await call(subject, key) }
    }
  }
}
