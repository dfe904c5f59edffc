internal import DovetailSQLite
internal import DovetailTransport
internal import DovetailWire

extension S3Exchange {
  func putObject(
    _ call: PutObject, _ reader: inout S3BodyReader
  ) async throws -> ServerResponse {
    let announced = reader.checksum
    let (info, _) = try await state.faults.carry(
      .putBlob, as: operation, on: call.key, call.options.condition
    ) {
      var bytes = try await inBucket(call.key.bucket) {
        try await objects.beginPut(at: call.key, call.options, checksum: announced)
      }
      return try await storing(&bytes, &reader, call.options.checksum) { bytes, checksum in
        var options = call.options
        options.checksum = checksum
        return try await objects.put(&bytes, at: call.key, options)
      }
    }
    return response(call, StoredObject(info))
  }

  func getObject(_ call: GetObject) async throws -> ServerResponse {
    let (outcome, isCorrupt) = try await state.faults.carry(
      .getBlob, as: operation, on: call.key
    ) {
      try await objects.openObject(call.key, call.read.options)
    }
    let answer = try call.answer(outcome.map { ObjectContent(bytes: [], part: $0.part) })
    var response = response(call, answer)
    guard case .found(let bytes) = outcome else { return response }
    if bytes.isShort {
      response.body = .bytes(Self.broken(try await bytes.next() ?? [], isCorrupt))
    } else {
      let stream = S3ObjectStream(bytes, isCorrupt: isCorrupt)
      response.body = .stream(ResponseStream(length: bytes.count) { try await stream.next() })
    }
    return response
  }

  func headObject(_ call: HeadObject) async throws -> ServerResponse {
    let (outcome, _) = try await state.faults.carry(
      .headBlob, as: operation, on: call.key
    ) {
      try await objects.headObject(call.key, call.read.options)
    }
    return response(call, try call.answer(outcome))
  }

  func deleteObject(_ call: DeleteObject) async throws -> ServerResponse {
    for outcome in try await delete([call.key.key], in: call.key.bucket) { try outcome.get() }
    return response(call, S3Done())
  }

  func deleteObjects(_ call: DeleteObjects) async throws -> ServerResponse {
    let outcomes = try await delete(call.keys, in: call.bucket)
    return response(call, call.answer(outcomes))
  }

  private func delete(
    _ keys: [String], in bucket: BucketName
  ) async throws -> [Result<Void, TransportError>] {
    try await state.faults.carryDelete(of: keys, in: bucket, as: operation) {
      try await objects.delete($0, in: bucket)
    }
  }

  func copyObject(_ call: CopyObject) async throws -> ServerResponse {
    let (outcome, _) = try await state.faults.carry(
      .putBlob, as: operation, on: call.key, call.options.condition
    ) {
      try await inBucket(call.key.bucket) {
        try await objects.copyObject(call.source, to: call.key, call.options)
      }
    }
    return response(call, try call.answer(outcome))
  }

  /// Bytes whose first is another one, if they are to be corrupt.
  static func broken(_ bytes: [UInt8], _ isCorrupt: Bool) -> [UInt8] {
    guard isCorrupt, !bytes.isEmpty else { return bytes }
    var bytes = bytes
    bytes[0] ^= 0xFF
    return bytes
  }
}
