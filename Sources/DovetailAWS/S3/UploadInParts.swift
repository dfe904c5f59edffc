import DovetailCrypto
import DovetailTransport
import DovetailWire

/// Stores an object in parts, four at a time; what was uploaded is thrown away if one fails, or if there is
/// no more to be had of it.
///
/// Source: S3 user guide, "Uploading and copying objects using multipart upload".
struct UploadInParts: Sendable {
  let client: S3Client
  let key: BlobKey
  let attempt: String

  private static let atOnce = 4

  /// `part` is asked for one part after the other, by its number, until it is nil.
  func run(
    _ condition: PutCondition, _ part: (Int) async throws -> [UInt8]?
  ) async throws -> BlobInfo {
    var create = CreateMultipartUpload(key)
    create.encryption = client.encryption(of: key.bucket)
    create.options.checksumAlgorithm = try await client.checksum(of: [], in: key.bucket)?.algorithm
    let upload = try await client.call(create, on: key.bucket, attempt).upload
    do {
      let (parts, size) = try await uploadParts(of: upload, part)
      var options = CompleteUploadOptions()
      options.condition = condition
      let done = try await client.call(
        CompleteMultipartUpload(upload, of: key, parts, options), on: key.bucket, attempt,
        actsEachTime: true)
      return BlobInfo(etag: done.etag, size: size, modifiedAt: client.now)
    } catch let error as TransportError where error.code == .outcomeUnknown {
      // It may have been put together, so there may be nothing to throw away; a rule of the bucket does.
      throw error
    } catch {
      await abort(upload)
      throw error
    }
  }

  private func uploadParts(
    of upload: UploadID, _ part: (Int) async throws -> [UInt8]?
  ) async throws -> (parts: [CompletedPart], size: Int) {
    try await withThrowingTaskGroup(of: CompletedPart.self) { group in
      var parts: [CompletedPart] = []
      var (number, size) = (1, 0)
      while let bytes = try await part(number) {
        guard S3Limits.partNumbers.contains(number), size + bytes.count <= S3Limits.objectBytes
        else {
          throw TransportError(
            .entityTooLarge, attempt: attempt,
            detail: "An object has at most \(S3Limits.objectBytes) bytes, in 10,000 parts.")
        }
        if number > Self.atOnce, let done = try await group.next() { parts.append(done) }
        group.addTask { [number] in try await self.upload(bytes, as: number, of: upload) }
        (number, size) = (number + 1, size + bytes.count)
      }
      for try await part in group { parts.append(part) }
      return (parts.sorted { $0.number < $1.number }, size)
    }
  }

  private func upload(
    _ slice: [UInt8], as number: Int, of upload: UploadID
  ) async throws -> CompletedPart {
    let checksum = try await client.checksum(of: slice, in: key.bucket)
    let stored = try await client.call(
      UploadPart(
        PartPlace(key: key, upload: upload, number: number), slice,
        UploadPartOptions(checksum: checksum)),
      on: key.bucket, attempt)
    return CompletedPart(number: number, etag: stored.etag, checksum: checksum)
  }

  /// In a task of its own, since the caller's may be cancelled; it ends with the client's time-outs.
  private func abort(_ upload: UploadID) async {
    await Task { [client, key, attempt] in
      // What cannot be thrown away now, a rule of the bucket does.
      _ = try? await client.call(
        AbortMultipartUpload(upload, of: key), on: key.bucket, attempt)
    }.value
  }
}
