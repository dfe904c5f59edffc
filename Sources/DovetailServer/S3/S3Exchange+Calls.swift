internal import DovetailTransport
internal import DovetailWire

extension S3Exchange {
  /// Does a call; `reader` has its bytes if it stores some.
  func perform(
    _ call: S3Request, _ reader: inout S3BodyReader
  ) async throws -> ServerResponse {
    switch call {
    case .listBuckets(let call): try await listBuckets(call)
    case .createBucket(let call): try await createBucket(call)
    case .headBucket(let call): response(call, .init(try await bucket(call.bucket)))
    case .deleteBucket(let call): try await deleteBucket(call)
    case .getBucketLocation(let call): response(call, .init(try await bucket(call.bucket)))
    case .putObject(let call): try await putObject(call, &reader)
    case .getObject(let call): try await getObject(call)
    case .headObject(let call): try await headObject(call)
    case .deleteObject(let call): try await deleteObject(call)
    case .deleteObjects(let call): try await deleteObjects(call)
    case .copyObject(let call): try await copyObject(call)
    case .listObjects(let call): try await listObjects(call)
    case .listObjectsV2(let call): try await listObjectsV2(call)
    case .createMultipartUpload(let call): try await createUpload(call)
    case .uploadPart(let call): try await uploadPart(call, &reader)
    case .uploadPartCopy(let call): try await copyPart(call)
    case .completeMultipartUpload(let call): try await completeUpload(call)
    case .abortMultipartUpload(let call): try await abortUpload(call)
    case .listParts(let call): try await listParts(call)
    case .listMultipartUploads(let call): try await listUploads(call)
    }
  }
}

extension S3Request {
  /// The call's name in the API reference.
  var action: String {
    switch self {
    case .listBuckets: "ListBuckets"
    case .createBucket: "CreateBucket"
    case .headBucket: "HeadBucket"
    case .deleteBucket: "DeleteBucket"
    case .getBucketLocation: "GetBucketLocation"
    case .putObject: "PutObject"
    case .getObject: "GetObject"
    case .headObject: "HeadObject"
    case .deleteObject: "DeleteObject"
    case .deleteObjects: "DeleteObjects"
    case .copyObject: "CopyObject"
    case .listObjects: "ListObjects"
    case .listObjectsV2: "ListObjectsV2"
    case .createMultipartUpload: "CreateMultipartUpload"
    case .uploadPart: "UploadPart"
    case .uploadPartCopy: "UploadPartCopy"
    case .completeMultipartUpload: "CompleteMultipartUpload"
    case .abortMultipartUpload: "AbortMultipartUpload"
    case .listParts: "ListParts"
    case .listMultipartUploads: "ListMultipartUploads"
    }
  }
}
