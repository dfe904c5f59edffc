import DovetailTransport
import DovetailWire
import Synchronization

extension WireObjects {
  func createUpload(
    _ key: BlobKey, _ options: CreateUploadOptions
  ) async throws -> UploadInfo {
    let answer = try await call(CreateMultipartUpload(key, options))
    return UploadInfo(
      key: answer.key, id: answer.upload, createdAt: line.clock.now,
      checksumAlgorithm: answer.checksumAlgorithm,
      checksumType: answer.checksumType ?? .fullObject)
  }

  func uploadPart(
    _ bytes: [UInt8], as place: PartPlace, _ options: UploadPartOptions
  ) async throws -> PartInfo {
    let answer = try await call(UploadPart(place, bytes, options))
    let checksum = answer.checksum ?? Checksum(.crc32, "not told")
    checksums.note(checksum, of: place.number, place.upload)
    return PartInfo(
      number: place.number, etag: answer.etag, size: bytes.count, modifiedAt: line.clock.now,
      checksum: checksum)
  }

  func copyPart(
    _ source: BlobKey, as place: PartPlace, _ options: CopyPartOptions
  ) async throws -> CopyOutcome<PartInfo> {
    try await copying {
      let answer = try await call(UploadPartCopy(source, as: place, options))
      let listed = try await call(
        ListParts(place.upload, of: place.key, .init(numberMarker: place.number - 1, maxParts: 1)))
      return PartInfo(
        number: place.number, etag: answer.copy.etag, size: listed.parts.first?.size ?? -1,
        modifiedAt: answer.copy.modifiedAt,
        checksum: answer.copy.checksum ?? Checksum(.crc32, "not told"))
    }
  }

  func listParts(
    _ upload: UploadID, of key: BlobKey, _ options: ListPartsOptions
  ) async throws -> PartPage {
    let answer = try await call(ListParts(upload, of: key, options))
    return PartPage(
      upload: UploadInfo(
        key: answer.key, id: answer.upload, createdAt: line.clock.now,
        checksumAlgorithm: answer.checksumAlgorithm,
        checksumType: answer.checksumType ?? .fullObject),
      parts: answer.parts.map {
        PartInfo(
          number: $0.number, etag: $0.etag, size: $0.size, modifiedAt: $0.modifiedAt,
          checksum: $0.checksum ?? checksums.find($0.number, upload))
      }, nextNumberMarker: answer.isTruncated ? answer.nextNumberMarker : nil)
  }

  func listUploads(
    _ bucket: BucketName, _ options: ListUploadsOptions
  ) async throws -> UploadPage {
    let answer = try await call(ListMultipartUploads(bucket, options))
    return UploadPage(
      uploads: answer.uploads.map {
        UploadInfo(
          key: $0.key, id: $0.id, createdAt: $0.createdAt,
          checksumAlgorithm: $0.checksumAlgorithm, checksumType: $0.checksumType ?? .fullObject)
      }, commonPrefixes: answer.commonPrefixes,
      next: answer.isTruncated
        ? .init(key: answer.nextKeyMarker, upload: answer.nextUploadIDMarker) : nil)
  }

  func completeUpload(
    _ upload: UploadID, of key: BlobKey, _ parts: [CompletedPart],
    _ options: CompleteUploadOptions
  ) async throws -> ObjectInfo {
    _ = try await call(CompleteMultipartUpload(upload, of: key, parts, options))
    return try await info(of: key)
  }

  func abortUpload(_ upload: UploadID, of key: BlobKey) async throws {
    _ = try await call(AbortMultipartUpload(upload, of: key))
  }
}

/// What answers have told of parts.
final class PartChecksums: Sendable {
  private let known = Mutex<[String: Checksum]>([:])

  func note(_ checksum: Checksum, of part: Int, _ upload: UploadID) {
    known.withLock { $0["\(upload.rawValue)/\(part)"] = checksum }
  }

  func find(_ part: Int, _ upload: UploadID) -> Checksum {
    known.withLock { $0["\(upload.rawValue)/\(part)"] } ?? Checksum(.crc32, "not told")
  }
}
