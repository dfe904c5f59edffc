package import DovetailTransport

/// Source: S3 API reference, CopyObject.
package struct CopyObject: S3ObjectOperation {
  package static let method = "PUT"

  package var source: BlobKey
  package var key: BlobKey
  package var options = CopyObjectOptions()
  package var encryption: S3Encryption?

  package init(_ source: BlobKey, to key: BlobKey, _ options: CopyObjectOptions = .init()) {
    self.source = source
    self.key = key
    self.options = options
  }

  package init(blank key: BlobKey) {
    self.key = key
    source = key
  }

  package mutating func shape(_ message: inout S3Message) throws(S3Error) {
    try message.copySource(&source)
    try message.conditions(&options.sourceConditions, prefix: CopySource.conditionPrefix)
    try message.condition(&options.condition)
    try message.header("x-amz-checksum-algorithm", &options.checksumAlgorithm)
    try message.encryption(&encryption)
    try shapeMetadata(&message)
  }

  private mutating func shapeMetadata(_ message: inout S3Message) throws(S3Error) {
    var directive: MetadataDirective? =
      if case .replace = options.metadata { .replace } else { nil }
    try message.header("x-amz-metadata-directive", &directive)
    var metadata = ObjectMetadata()
    if case .replace(let new) = options.metadata { metadata = new }
    guard message.isReading || directive == .replace else { return }
    try message.metadata(&metadata)
    options.metadata = directive == .replace ? .replace(metadata) : .copy
  }

  package struct Answer: S3Answer {
    package var status = 200
    package var copy = CopyResult()
    package var encryption: S3Encryption?

    package init() {}

    package init(_ info: ObjectInfo) {
      copy = CopyResult(info.blob, info.checksum)
      encryption = .managed
    }

    package mutating func shape(_ message: inout S3Message) throws(S3Error) {
      try message.document("CopyObjectResult") { document throws(S3Error) in
        try copy.shape(&document, tellsType: true)
      }
      try message.encryption(&encryption)
    }
  }

  /// The answer to what came of the copy; throws the refusal that it is.
  package func answer(_ outcome: CopyOutcome<ObjectInfo>) throws(S3Error) -> Answer {
    Answer(try CopySource.copied(outcome))
  }
}

/// What becomes of the metadata.
private enum MetadataDirective: String, S3Text {
  case copy = "COPY"
  case replace = "REPLACE"
}

/// What S3 says of a copy, of an object or of a part.
package struct CopyResult: Hashable, Sendable {
  package var etag = ETag(rawValue: "")
  package var modifiedAt = Timestamp(milliseconds: 0)
  package var checksum: Checksum?

  init() {}

  init(_ blob: BlobInfo, _ checksum: Checksum?) {
    etag = blob.etag
    modifiedAt = blob.modifiedAt
    self.checksum = checksum
  }

  mutating func shape(_ document: inout S3Document, tellsType: Bool) throws(S3Error) {
    try document.moment("LastModified", &modifiedAt)
    try document.value("ETag", &etag)
    var type = tellsType ? checksum?.type : nil
    try document.value("ChecksumType", &type)
    try document.checksum(&checksum)
  }
}

extension CopySource {
  static let conditionPrefix = "x-amz-copy-source-"

  /// What was copied; throws the refusal that an outcome is.
  static func copied<Copied>(_ outcome: CopyOutcome<Copied>) throws(S3Error) -> Copied {
    switch outcome {
    case .copied(let copied): return copied
    case .preconditionFailed(let name):
      throw S3Error(
        .preconditionFailed, nil, [.init("Condition", conditionPrefix + name.rawValue)])
    }
  }
}
