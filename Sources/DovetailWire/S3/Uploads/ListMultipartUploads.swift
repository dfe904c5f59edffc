package import DovetailTransport

/// Source: S3 API reference, ListMultipartUploads.
package struct ListMultipartUploads: S3BucketOperation {
  package static let method = "GET"

  package var bucket: BucketName
  package var options = ListUploadsOptions()
  package var encoding: S3KeyEncoding?

  package init(_ bucket: BucketName, _ options: ListUploadsOptions = ListUploadsOptions()) {
    self.bucket = bucket
    self.options = options
    encoding = .url
  }

  package init(blank bucket: BucketName) {
    self.bucket = bucket
  }

  package mutating func shape(_ message: inout S3Message) throws(S3Error) {
    message.marker("uploads")
    try message.keys(&options.prefix, &options.delimiter, &encoding)
    try message.query("key-marker", &options.keyMarker, standard: "")
    try message.query("upload-id-marker", &options.uploadIDMarker)
    try message.query("max-uploads", &options.maxUploads, standard: S3Limits.pageEntries)
    guard message.isReading, options.uploadIDMarker?.rawValue.isEmpty == true else { return }
    options.uploadIDMarker = nil
  }

  package struct Answer: S3Answer {
    package var status = 200
    package var bucket = ""
    package var encoding: S3KeyEncoding?
    package var options = ListUploadsOptions()
    package var nextKeyMarker = ""
    package var nextUploadIDMarker: UploadID?
    package var isTruncated = false
    package var uploads: [Upload] = []
    package var commonPrefixes: [String] = []

    package init() {}

    package init(_ page: UploadPage, to call: ListMultipartUploads, owner: S3Owner) {
      bucket = call.bucket.text
      encoding = call.encoding
      options = call.options
      options.maxUploads = min(options.maxUploads, S3Limits.pageEntries)
      nextKeyMarker = page.next?.key ?? ""
      nextUploadIDMarker = page.next?.upload
      isTruncated = page.next != nil
      uploads = page.uploads.map { Upload($0, owner) }
      commonPrefixes = page.commonPrefixes
    }

    package mutating func shape(_ message: inout S3Message) throws(S3Error) {
      try message.document("ListMultipartUploadsResult") { document throws(S3Error) in
        try document.value("Bucket", &bucket, standard: "")
        try document.keyEncoding(&encoding)
        try document.key("KeyMarker", &options.keyMarker)
        try document.value("UploadIdMarker", &options.uploadIDMarker)
        try document.optionalKey("NextKeyMarker", &nextKeyMarker)
        try document.value("NextUploadIdMarker", &nextUploadIDMarker)
        try document.key("Prefix", &options.prefix)
        try document.optionalKey("Delimiter", &options.delimiter)
        try document.value("MaxUploads", &options.maxUploads, standard: S3Limits.pageEntries)
        try document.value("IsTruncated", &isTruncated, standard: false)
        try document.list("Upload", &uploads, blank: Upload()) { upload, element throws(S3Error) in
          try upload.shape(&element)
        }
        try document.prefixes(&commonPrefixes)
      }
    }
  }

  /// An upload, as a list tells it.
  package struct Upload: Hashable, Sendable {
    package var key = ""
    package var id = UploadID(rawValue: "")
    package var createdAt = Timestamp(milliseconds: 0)
    package var checksumAlgorithm: ChecksumAlgorithm?
    package var checksumType: ChecksumType?
    package var owner: S3Owner?

    init() {}

    init(_ info: UploadInfo, _ owner: S3Owner) {
      key = info.key
      id = info.id
      createdAt = info.createdAt
      checksumAlgorithm = info.checksumAlgorithm
      checksumType = info.checksumAlgorithm.map { _ in info.checksumType }
      self.owner = owner
    }

    mutating func shape(_ element: inout S3Document) throws(S3Error) {
      try element.key("Key", &key)
      try element.value("UploadId", &id)
      try element.uploadOwner(&owner)
      try element.moment("Initiated", &createdAt)
      try element.value("ChecksumAlgorithm", &checksumAlgorithm)
      try element.value("ChecksumType", &checksumType)
    }
  }
}
