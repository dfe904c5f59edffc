package import DovetailTransport

/// Source: S3 API reference, ListParts.
package struct ListParts: S3ObjectOperation {
  package static let method = "GET"

  package var key: BlobKey
  package var upload = UploadID(rawValue: "")
  package var options = ListPartsOptions()

  package init(_ upload: UploadID, of key: BlobKey, _ options: ListPartsOptions = .init()) {
    self.key = key
    self.upload = upload
    self.options = options
  }

  package init(blank key: BlobKey) {
    self.key = key
  }

  package mutating func shape(_ message: inout S3Message) throws(S3Error) {
    try message.upload(&upload)
    try message.query("part-number-marker", &options.numberMarker, standard: 0)
    try message.query("max-parts", &options.maxParts, standard: S3Limits.pageEntries)
  }

  package struct Answer: S3Answer {
    package var status = 200
    package var bucket = ""
    package var key = ""
    package var upload = UploadID(rawValue: "")
    package var numberMarker = 0
    package var nextNumberMarker: Int?
    package var maxParts = S3Limits.pageEntries
    package var isTruncated = false
    package var parts: [Part] = []
    package var owner: S3Owner?
    package var checksumAlgorithm: ChecksumAlgorithm?
    package var checksumType: ChecksumType?

    package init() {}

    package init(_ page: PartPage, to call: ListParts, owner: S3Owner) {
      bucket = call.key.bucket.text
      key = call.key.key
      upload = call.upload
      numberMarker = call.options.numberMarker
      nextNumberMarker = page.nextNumberMarker ?? page.parts.last?.number ?? 0
      maxParts = min(call.options.maxParts, S3Limits.pageEntries)
      isTruncated = page.nextNumberMarker != nil
      let tellsChecksums = page.upload.checksumAlgorithm != nil
      parts = page.parts.map { Part($0, tellsChecksum: tellsChecksums) }
      self.owner = owner
      checksumAlgorithm = page.upload.checksumAlgorithm
      checksumType = page.upload.checksumAlgorithm.map { _ in page.upload.checksumType }
    }

    package mutating func shape(_ message: inout S3Message) throws(S3Error) {
      try message.document("ListPartsResult") { document throws(S3Error) in
        try document.value("Bucket", &bucket, standard: "")
        try document.value("Key", &key, standard: "")
        try document.value("UploadId", &upload, standard: UploadID(rawValue: ""))
        try document.value("PartNumberMarker", &numberMarker, standard: 0)
        try document.value("NextPartNumberMarker", &nextNumberMarker)
        try document.value("MaxParts", &maxParts, standard: S3Limits.pageEntries)
        try document.value("IsTruncated", &isTruncated, standard: false)
        try document.list("Part", &parts, blank: Part()) { part, element throws(S3Error) in
          try part.shape(&element)
        }
        try document.uploadOwner(&owner)
        try document.value("ChecksumAlgorithm", &checksumAlgorithm)
        try document.value("ChecksumType", &checksumType)
      }
    }
  }

  /// A part, as a list tells it.
  package struct Part: Hashable, Sendable {
    package var number = 0
    package var modifiedAt = Timestamp(milliseconds: 0)
    package var etag = ETag(rawValue: "")
    package var size = 0
    package var checksum: Checksum?

    init() {}

    init(_ part: PartInfo, tellsChecksum: Bool) {
      number = part.number
      modifiedAt = part.modifiedAt
      etag = part.etag
      size = part.size
      checksum = tellsChecksum ? part.checksum : nil
    }

    mutating func shape(_ element: inout S3Document) throws(S3Error) {
      try element.value("PartNumber", &number)
      try element.moment("LastModified", &modifiedAt)
      try element.value("ETag", &etag)
      try element.value("Size", &size)
      try element.checksum(&checksum)
    }
  }
}

extension S3Document {
  /// Who has begun an upload and will own its object, and what class of storage it will have.
  mutating func uploadOwner(_ owner: inout S3Owner?) throws(S3Error) {
    try self.owner("Initiator", &owner)
    try self.owner("Owner", &owner)
    var storage: String? = S3Storage.standard
    try value("StorageClass", &storage)
  }
}

/// The classes of storage.
enum S3Storage {
  /// The only one here.
  static let standard = "STANDARD"
}
