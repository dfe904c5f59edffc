package import DovetailTransport

/// Source: S3 API reference, CreateMultipartUpload.
package struct CreateMultipartUpload: S3ObjectOperation {
  package static let method = "POST"

  package var key: BlobKey
  package var options = CreateUploadOptions()
  package var encryption: S3Encryption?

  package init(_ key: BlobKey, _ options: CreateUploadOptions = CreateUploadOptions()) {
    self.key = key
    self.options = options
  }

  package init(blank key: BlobKey) {
    self.key = key
  }

  package mutating func shape(_ message: inout S3Message) throws(S3Error) {
    message.marker("uploads")
    try message.metadata(&options.metadata)
    try message.uploadChecksum(&options.checksumAlgorithm, &options.checksumType)
    try message.encryption(&encryption)
  }

  package struct Answer: S3Answer {
    package var status = 200
    package var bucket = ""
    package var key = ""
    package var upload = UploadID(rawValue: "")
    package var checksumAlgorithm: ChecksumAlgorithm?
    package var checksumType: ChecksumType?
    package var encryption: S3Encryption?

    package init() {}

    package init(_ info: UploadInfo, in bucket: BucketName) {
      self.bucket = bucket.text
      key = info.key
      upload = info.id
      checksumAlgorithm = info.checksumAlgorithm
      checksumType = info.checksumAlgorithm.map { _ in info.checksumType }
      encryption = .managed
    }

    package mutating func shape(_ message: inout S3Message) throws(S3Error) {
      try message.uploadChecksum(&checksumAlgorithm, &checksumType)
      try message.encryption(&encryption)
      try message.document("InitiateMultipartUploadResult") { document throws(S3Error) in
        try document.value("Bucket", &bucket, standard: "")
        try document.value("Key", &key, standard: "")
        try document.value("UploadId", &upload)
      }
    }
  }
}

extension S3Message {
  /// How the checksums of an upload are computed.
  fileprivate mutating func uploadChecksum(
    _ algorithm: inout ChecksumAlgorithm?, _ type: inout ChecksumType?
  ) throws(S3Error) {
    try header("x-amz-checksum-algorithm", &algorithm)
    try header("x-amz-checksum-type", &type)
  }

  /// The parameters by which a part is named.
  mutating func part(_ place: inout PartPlace) throws(S3Error) {
    var number: Int? = place.number
    try query("partNumber", &number)
    place.number = number ?? 0
    try upload(&place.upload)
    guard isReading else { return }
    try S3Error.checking { () throws(TransportError) in try PartPlace.check(place.number) }
  }

  mutating func upload(_ id: inout UploadID) throws(S3Error) {
    var present: UploadID? = id
    try query("uploadId", &present)
    id = present ?? UploadID(rawValue: "")
  }
}
