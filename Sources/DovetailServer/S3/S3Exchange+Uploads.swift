internal import DovetailSQLite
internal import DovetailTransport
internal import DovetailWire

extension S3Exchange {
  func createUpload(_ call: CreateMultipartUpload) async throws -> ServerResponse {
    let upload = try await inBucket(call.key.bucket) {
      try await objects.createUpload(call.key, call.options)
    }
    return response(call, .init(upload, in: call.key.bucket))
  }

  func uploadPart(
    _ call: UploadPart, _ reader: inout S3BodyReader
  ) async throws -> ServerResponse {
    let announced = reader.checksum
    let (part, _) = try await state.faults.carry(.putBlob, as: operation, on: call.key) {
      var bytes = try await objects.beginPart(as: call.part, call.options, checksum: announced)
      return try await storing(&bytes, &reader, call.options.checksum) { bytes, checksum in
        var options = call.options
        options.checksum = checksum
        return try await objects.upload(&bytes, as: call.part, options)
      }
    }
    return response(call, StoredObject(part))
  }

  func copyPart(_ call: UploadPartCopy) async throws -> ServerResponse {
    let (outcome, _) = try await state.faults.carry(.putBlob, as: operation, on: call.key) {
      try await objects.copyPart(call.source, as: call.part, call.options)
    }
    return response(call, try call.answer(outcome))
  }

  func completeUpload(_ call: CompleteMultipartUpload) async throws -> ServerResponse {
    let (info, _) = try await state.faults.carry(
      .putBlob, as: operation, on: call.key, call.options.condition
    ) {
      try await objects.completeUpload(call.upload, of: call.key, call.parts, call.options)
    }
    return response(call, .init(info, at: call.key, origin))
  }

  func abortUpload(_ call: AbortMultipartUpload) async throws -> ServerResponse {
    try await objects.abortUpload(call.upload, of: call.key)
    return response(call, S3Done())
  }

  func listParts(_ call: ListParts) async throws -> ServerResponse {
    let page = try await objects.listParts(call.upload, of: call.key, call.options)
    return response(call, .init(page, to: call, owner: owner))
  }

  func listUploads(_ call: ListMultipartUploads) async throws -> ServerResponse {
    let page = try await objects.listUploads(call.bucket, call.options)
    return response(call, .init(page, to: call, owner: owner))
  }

  /// The server as the client calls it.
  private var origin: HTTPOrigin {
    let host = request.head.headers["Host"] ?? state.configuration.host
    return HTTPOrigin(.http, host)
  }
}
