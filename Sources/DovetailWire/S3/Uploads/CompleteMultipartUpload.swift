package import DovetailTransport

/// Source: S3 API reference, CompleteMultipartUpload.
package struct CompleteMultipartUpload: S3ObjectOperation {
  package static let method = "POST"

  package var key: BlobKey
  package var upload = UploadID(rawValue: "")
  package var parts: [CompletedPart] = []
  package var options = CompleteUploadOptions()

  package init(
    _ upload: UploadID, of key: BlobKey, _ parts: [CompletedPart],
    _ options: CompleteUploadOptions = CompleteUploadOptions()
  ) {
    self.key = key
    self.upload = upload
    self.parts = parts
    self.options = options
  }

  package init(blank key: BlobKey) {
    self.key = key
  }

  package mutating func shape(_ message: inout S3Message) throws(S3Error) {
    try message.upload(&upload)
    try message.condition(&options.condition)
    try message.checksum(&options.checksum)
    try message.header("x-amz-checksum-type", &options.checksumType)
    try message.header("x-amz-mp-object-size", &options.size)
    try message.document("CompleteMultipartUpload") { document throws(S3Error) in
      let blank = CompletedPart(number: 0, etag: ETag(rawValue: ""))
      try document.list("Part", &parts, blank: blank) { part, element throws(S3Error) in
        try element.value("PartNumber", &part.number)
        try element.value("ETag", &part.etag)
        try element.checksum(&part.checksum)
      }
    }
    guard parts.count <= S3Limits.partNumbers.count, !message.isReading || !parts.isEmpty else {
      throw S3Error(.malformedXML)
    }
  }

  package struct Answer: S3Answer {
    package var status = 200
    package var location = ""
    package var bucket = ""
    package var key = ""
    package var etag = ETag(rawValue: "")
    package var checksum: Checksum?
    package var encryption: S3Encryption?

    package init() {}

    /// `origin` is the one that the client has used.
    package init(_ info: ObjectInfo, at key: BlobKey, _ origin: HTTPOrigin) {
      let endpoint = S3Endpoint(origin, isPathStyle: true)
      location = "\(origin)\(endpoint.path(of: .object(key)))"
      bucket = key.bucket.text
      self.key = key.key
      etag = info.blob.etag
      checksum = info.checksum
      encryption = .managed
    }

    package mutating func shape(_ message: inout S3Message) throws(S3Error) {
      try message.encryption(&encryption)
      try message.document("CompleteMultipartUploadResult") { document throws(S3Error) in
        try document.value("Location", &location, standard: "")
        try document.value("Bucket", &bucket, standard: "")
        try document.value("Key", &key, standard: "")
        try document.value("ETag", &etag)
        try document.checksum(&checksum)
        var type = checksum?.type
        try document.value("ChecksumType", &type)
      }
    }
  }
}

/// Source: S3 API reference, AbortMultipartUpload.
package struct AbortMultipartUpload: S3ObjectOperation {
  package static let method = "DELETE"

  package var key: BlobKey
  package var upload = UploadID(rawValue: "")

  package init(_ upload: UploadID, of key: BlobKey) {
    self.key = key
    self.upload = upload
  }

  package init(blank key: BlobKey) {
    self.key = key
  }

  package mutating func shape(_ message: inout S3Message) throws(S3Error) {
    try message.upload(&upload)
  }

  package typealias Answer = S3Done
}
