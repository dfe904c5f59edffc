internal import DovetailTransport

/// ListParts: the parts of an upload in the order of their numbers.
struct ListParts {
  private let upload: UploadID
  private let key: BlobKey
  private let marker: Int
  private let limit: Int

  init(_ upload: UploadID, of key: BlobKey, _ options: ListPartsOptions) throws(TransportError) {
    self.upload = upload
    self.key = key
    marker = options.numberMarker
    limit = try S3Limits.page(options.maxParts, "max-parts")
  }

  func run(in transaction: Transaction) throws -> PartPage {
    let upload = try transaction.upload(upload, of: key)
    let found = try transaction.parts.list(
      in: upload.id, after: marker, limit: limit + 1, upload.algorithm)
    let page = found.prefix(limit).map(\.part)
    return PartPage(
      upload: upload.info, parts: page,
      nextNumberMarker: found.count > page.count ? page.last?.number : nil)
  }
}
