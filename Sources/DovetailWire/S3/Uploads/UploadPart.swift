package import DovetailTransport

/// Source: S3 API reference, UploadPart.
package struct UploadPart: S3ObjectOperation {
  package static let method = "PUT"

  package var part: PartPlace
  package var bytes: [UInt8] = []
  package var options = UploadPartOptions()

  package init(_ part: PartPlace, _ bytes: [UInt8], _ options: UploadPartOptions = .init()) {
    self.part = part
    self.bytes = bytes
    self.options = options
  }

  package var key: BlobKey { part.key }

  package init(blank key: BlobKey) {
    part = PartPlace(key: key, upload: UploadID(rawValue: ""), number: 0)
  }

  package mutating func shape(_ message: inout S3Message) throws(S3Error) {
    try message.part(&part)
    try message.sentChecksum(&options.checksum)
    try message.header("Content-MD5", &options.contentMD5)
    message.bytes(&bytes)
  }

  package typealias Answer = StoredObject
}

/// Source: S3 API reference, UploadPartCopy.
package struct UploadPartCopy: S3ObjectOperation {
  package static let method = "PUT"

  package var source: BlobKey
  package var part: PartPlace
  package var options = CopyPartOptions()

  package init(_ source: BlobKey, as part: PartPlace, _ options: CopyPartOptions = .init()) {
    self.source = source
    self.part = part
    self.options = options
  }

  package var key: BlobKey { part.key }

  package init(blank key: BlobKey) {
    source = key
    part = PartPlace(key: key, upload: UploadID(rawValue: ""), number: 0)
  }

  package mutating func shape(_ message: inout S3Message) throws(S3Error) {
    try message.part(&part)
    try message.copySource(&source)
    var range = options.range.map { RangeHeader.text(of: .bytes($0)) }
    try message.header("\(CopySource.header)-range", &range)
    options.range = try range.map(Self.range)
    try message.conditions(&options.sourceConditions, prefix: CopySource.conditionPrefix)
  }

  private static func range(_ text: String) throws(S3Error) -> ClosedRange<Int> {
    guard case .bytes(let offsets) = RangeHeader.read(text) else {
      throw S3Error(
        .invalidArgument,
        "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last "
          + "are the zero-based offsets of the first and last bytes to copy",
        [.init("ArgumentName", "x-amz-copy-source-range"), .init("ArgumentValue", text)])
    }
    return offsets
  }

  package struct Answer: S3Answer {
    package var status = 200
    package var copy = CopyResult()
    package var encryption: S3Encryption?

    package init() {}

    package init(_ part: PartInfo) {
      copy = CopyResult(
        BlobInfo(etag: part.etag, size: part.size, modifiedAt: part.modifiedAt), part.checksum)
      encryption = .managed
    }

    package mutating func shape(_ message: inout S3Message) throws(S3Error) {
      try message.document("CopyPartResult") { document throws(S3Error) in
        try copy.shape(&document, tellsType: false)
      }
      try message.encryption(&encryption)
    }
  }

  /// The answer to what came of the copy; throws the refusal that it is.
  package func answer(_ outcome: CopyOutcome<PartInfo>) throws(S3Error) -> Answer {
    Answer(try CopySource.copied(outcome))
  }
}
