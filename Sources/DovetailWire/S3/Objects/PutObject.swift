package import DovetailTransport

/// Source: S3 API reference, PutObject.
package struct PutObject: S3ObjectOperation {
  package static let method = "PUT"

  package var key: BlobKey
  package var bytes: [UInt8] = []
  package var options = PutObjectOptions()
  package var encryption: S3Encryption?

  package init(_ key: BlobKey, _ bytes: [UInt8], _ options: PutObjectOptions = .init()) {
    self.key = key
    self.bytes = bytes
    self.options = options
  }

  package init(blank key: BlobKey) {
    self.key = key
  }

  package mutating func shape(_ message: inout S3Message) throws(S3Error) {
    try message.condition(&options.condition)
    try message.metadata(&options.metadata)
    try message.sentChecksum(&options.checksum)
    try message.header("Content-MD5", &options.contentMD5)
    try message.encryption(&encryption)
    message.bytes(&bytes)
  }

  package typealias Answer = StoredObject
}

/// What S3 says of an object, or a part, that it has stored.
package struct StoredObject: S3Answer {
  package var status = 200
  package var etag = ETag(rawValue: "")
  /// Nil: not told, as by other stores than AWS's.
  package var checksum: Checksum?
  package var encryption: S3Encryption?
  /// Nil for a part: only that of an object is told.
  package var checksumType: ChecksumType?

  package init() {}

  /// The answer to a put.
  package init(_ info: ObjectInfo) {
    etag = info.blob.etag
    checksum = info.checksum
    checksumType = info.checksum.type
    encryption = .managed
  }

  /// The answer to the upload of a part.
  package init(_ part: PartInfo) {
    etag = part.etag
    checksum = part.checksum
    encryption = .managed
  }

  package mutating func shape(_ message: inout S3Message) throws(S3Error) {
    try message.header("ETag", &etag, standard: ETag(rawValue: ""))
    try message.checksum(&checksum)
    try message.header("x-amz-checksum-type", &checksumType)
    try message.encryption(&encryption)
  }
}
