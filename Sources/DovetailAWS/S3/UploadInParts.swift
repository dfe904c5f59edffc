import DovetailCrypto
import DovetailTransport
import DovetailWire

/// Stores an object in parts, four at a time; what was uploaded is thrown away if one fails.
///
/// Source: S3 user guide, "Uploading and copying objects using multipart upload".
struct UploadInParts: Sendable {
  let client: S3Client
  let key: BlobKey
  let bytes: [UInt8]
  let attempt: String

  private static let usualPart = 8 << 20
  private static let atOnce = 4

  func run(_ condition: PutCondition) async throws -> BlobInfo {
    var create = CreateMultipartUpload(key)
    create.encryption = client.encryption(of: key.bucket)
    create.options.checksumAlgorithm = try client.checksum(of: [], in: key.bucket)?.algorithm
    let upload = try await client.call(create, on: key.bucket, attempt).upload
    do {
      let parts = try await uploadParts(of: upload)
      var options = CompleteUploadOptions()
      options.condition = condition
      let done = try await client.call(
        CompleteMultipartUpload(upload, of: key, parts, options), on: key.bucket, attempt,
        actsEachTime: true)
      return BlobInfo(etag: done.etag, size: bytes.count, modifiedAt: client.now)
    } catch let error as TransportError where error.code == .outcomeUnknown {
      // It may have been put together, so there may be nothing to throw away; a rule of the bucket does.
      throw error
    } catch {
      await abort(upload)
      throw error
    }
  }

  private func uploadParts(of upload: UploadID) async throws -> [CompletedPart] {
    let size = max(Self.usualPart, (bytes.count - 1) / S3Limits.partNumbers.upperBound + 1)
    let starts = Array(stride(from: 0, to: bytes.count, by: size))
    return try await withThrowingTaskGroup(of: CompletedPart.self) { group in
      var parts: [CompletedPart] = []
      for (index, start) in starts.enumerated() {
        if index >= Self.atOnce, let part = try await group.next() { parts.append(part) }
        group.addTask {
          let slice = Array(bytes[start..<min(start + size, bytes.count)])
          return try await self.upload(slice, as: index + 1, of: upload)
        }
      }
      for try await part in group { parts.append(part) }
      return parts.sorted { $0.number < $1.number }
    }
  }

  private func upload(
    _ slice: [UInt8], as number: Int, of upload: UploadID
  ) async throws -> CompletedPart {
    let checksum = try client.checksum(of: slice, in: key.bucket)
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
