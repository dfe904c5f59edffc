public import DovetailTransport

extension SQLiteBlobStore {
  public func createUpload(
    _ key: BlobKey, _ options: CreateUploadOptions
  ) async throws -> UploadInfo {
    let attempt = "begin an upload of \(key)"
    let id = UploadID(rawValue: UniqueID.random(from: random).hexString)
    let create = try attempting(attempt) { () throws(TransportError) in
      try CreateUpload(key, options, id: id)
    }
    return try await lane.perform(attempt) { try create.run(in: $0) }
  }

  /// Looks at the upload first: what to compute over the bytes is up to it, and they may be many.
  public func uploadPart(
    _ bytes: [UInt8], as place: PartPlace, _ options: UploadPartOptions
  ) async throws -> PartInfo {
    let attempt = "upload a part of \(place.key)"
    try attempting(attempt) { () throws(TransportError) in
      try UploadPart.check(place, options)
      try S3Limits.checkPut(bytes: bytes.count)
    }
    let upload = try await upload(of: place, attempt)
    let part: UploadPart
    do {
      part = try UploadPart(bytes, as: place, of: upload, options)
    } catch {
      throw EngineError.translate(error, attempt)
    }
    return try await lane.perform(attempt) { try part.run(in: $0) }
  }

  public func listParts(
    _ upload: UploadID, of key: BlobKey, _ options: ListPartsOptions
  ) async throws -> PartPage {
    let attempt = "list the parts of \(key)"
    let list = try attempting(attempt) { () throws(TransportError) in
      try ListParts(upload, of: key, options)
    }
    return try await lane.perform(attempt, writes: false) { try list.run(in: $0) }
  }

  public func listUploads(
    _ bucket: BucketName, _ options: ListUploadsOptions
  ) async throws -> UploadPage {
    let attempt = "list the uploads of \(bucket)"
    let list = try attempting(attempt) { () throws(TransportError) in
      try ListUploads(bucket, options)
    }
    return try await lane.perform(attempt, writes: false) { try list.run(in: $0) }
  }

  public func completeUpload(
    _ upload: UploadID, of key: BlobKey, _ parts: [CompletedPart], _ options: CompleteUploadOptions
  ) async throws -> ObjectInfo {
    let attempt = "complete the upload of \(key)"
    let complete = try attempting(attempt) { () throws(TransportError) in
      try CompleteUpload(upload, of: key, parts, options)
    }
    return try await lane.perform(attempt) { try complete.run(in: $0) }
  }

  public func abortUpload(_ upload: UploadID, of key: BlobKey) async throws {
    let abort = AbortUpload(upload: upload, key: key)
    try await lane.perform("abort the upload of \(key)") { try abort.run(in: $0) }
  }

  /// What is known of the upload that a part is for.
  func upload(of place: PartPlace, _ attempt: String) async throws -> UploadInfo {
    try await lane.perform(attempt, writes: false) {
      try $0.upload(place.upload, of: place.key).info
    }
  }
}
