internal import DovetailTransport

/// DeleteBucket: removes a bucket without objects, with the uploads that were not completed.
struct DeleteBucket {
  let name: BucketName

  func run(in transaction: Transaction) throws {
    let bucket = try transaction.bucket(name)
    guard try transaction.objects.isEmpty(bucket) else {
      throw TransportError.invalid(
        .bucketNotEmpty, "The bucket you tried to delete is not empty")
    }
    while let upload = try transaction.uploads.any(in: bucket) {
      try transaction.drop(try transaction.parts.ids(ofUpload: upload))
      try transaction.uploads.delete(upload)
    }
    try transaction.buckets.delete(bucket)
  }
}
