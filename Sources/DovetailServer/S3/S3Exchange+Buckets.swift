internal import DovetailSQLite
internal import DovetailTransport
internal import DovetailWire

extension S3Exchange {
  func listBuckets(_ call: ListBuckets) async throws -> ServerResponse {
    let page = try await objects.listBuckets(call.options)
    return response(call, .init(page, to: call, owner: owner))
  }

  func createBucket(_ call: CreateBucket) async throws -> ServerResponse {
    try await objects.createBucket(call.bucket, call.options)
    return response(call, .init(call.bucket))
  }

  func deleteBucket(_ call: DeleteBucket) async throws -> ServerResponse {
    try await objects.deleteBucket(call.bucket)
    return response(call, S3Done())
  }

  /// What is known of a bucket; throws `bucketDoesNotExist`.
  func bucket(_ name: BucketName) async throws -> BucketInfo {
    guard let bucket = try await objects.bucket(name) else {
      throw S3Error(.noSuchBucket, nil, [.init("BucketName", name.text)])
    }
    return bucket
  }

  /// Does what may need a bucket that is to be made on request.
  func inBucket<Outcome>(
    _ name: BucketName, _ act: () async throws -> Outcome
  ) async throws -> Outcome {
    do {
      return try await act()
    } catch let error as TransportError where error.code == .bucketDoesNotExist {
      guard state.configuration.createsOnRequest else { throw error }
      do {
        try await objects.createBucket(name)
      } catch let error as TransportError where error.code == .bucketAlreadyOwned {
        // Somebody was quicker.
      }
      return try await act()
    }
  }

  func listObjects(_ call: ListObjects) async throws -> ServerResponse {
    let page = try await page(of: call.bucket, call.options)
    return response(call, .init(page, to: call, owner: owner))
  }

  func listObjectsV2(_ call: ListObjectsV2) async throws -> ServerResponse {
    let page = try await page(of: call.bucket, call.options)
    return response(call, .init(page, to: call, owner: owner))
  }

  private func page(
    of bucket: BucketName, _ options: ListObjectsOptions
  ) async throws -> ObjectPage {
    try await state.faults.carryList(of: bucket, as: operation) {
      try await objects.listObjects(bucket, options)
    }
  }
}
