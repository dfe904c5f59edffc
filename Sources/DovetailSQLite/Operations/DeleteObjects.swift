internal import DovetailTransport

/// DeleteObjects: removes objects; one that is not there counts as removed.
struct DeleteObjects {
  private let keys: [String]
  private let bucket: BucketName

  init(_ keys: [String], in bucket: BucketName) throws(TransportError) {
    guard (1...1000).contains(keys.count) else {
      throw .invalid(
        .invalidParameterValue, "A delete names 1 to 1000 keys; this one names \(keys.count).")
    }
    self.keys = keys
    self.bucket = bucket
  }

  func run(in transaction: Transaction) throws -> [Result<Void, TransportError>] {
    let bucket = try transaction.bucket(bucket)
    return try keys.map { key in
      do throws(TransportError) {
        try BlobKey.check(key)
      } catch {
        return .failure(error.attempting("delete from \(self.bucket)"))
      }
      try transaction.delete(key, in: bucket)
      return .success(())
    }
  }
}
