internal import DovetailTransport

/// An upload to the bucket of a claim.
struct ClaimUpload: Sendable {
  var key: String
  var id: UploadID
}

extension ObjectAdministrationSubject {
  /// Begins an upload to the bucket.
  func begin(
    _ key: String, _ options: CreateUploadOptions = CreateUploadOptions()
  ) async throws -> ClaimUpload {
    ClaimUpload(key: key, id: try await store.createUpload(place(key), options).id)
  }

  /// Where a part belongs.
  func place(_ number: Int, of upload: ClaimUpload) -> PartPlace {
    PartPlace(key: place(upload.key), upload: upload.id, number: number)
  }

  /// Uploads text as a part.
  @discardableResult
  func upload(
    _ text: String, _ number: Int, of upload: ClaimUpload,
    _ options: UploadPartOptions = UploadPartOptions()
  ) async throws -> PartInfo {
    try await self.upload(Array(text.utf8), number, of: upload, options)
  }

  /// Uploads bytes as a part.
  @discardableResult
  func upload(
    _ bytes: [UInt8], _ number: Int, of upload: ClaimUpload,
    _ options: UploadPartOptions = UploadPartOptions()
  ) async throws -> PartInfo {
    try await store.uploadPart(bytes, as: place(number, of: upload), options)
  }

  /// Completes an upload with parts as they were told, their checksums with them if asked for.
  @discardableResult
  func complete(
    _ upload: ClaimUpload, _ parts: [PartInfo], withChecksums: Bool = false,
    _ options: CompleteUploadOptions = CompleteUploadOptions()
  ) async throws -> ObjectInfo {
    try await store.completeUpload(
      upload.id, of: place(upload.key),
      parts.map {
        CompletedPart(
          number: $0.number, etag: $0.etag, checksum: withChecksums ? $0.checksum : nil)
      },
      options)
  }

  /// The parts of an upload.
  func parts(
    of upload: ClaimUpload, _ options: ListPartsOptions = ListPartsOptions()
  ) async throws -> PartPage {
    try await store.listParts(upload.id, of: place(upload.key), options)
  }

  /// A part as large as one that is not the last must be.
  static func large(_ byte: UInt8) -> [UInt8] {
    Array(repeating: byte, count: S3Limits.smallestPartBytes)
  }
}
