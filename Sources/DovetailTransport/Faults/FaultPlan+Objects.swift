// What a server does with calls that no decorator sees.
extension FaultPlan {
  /// Carries out a call on queues, buckets or uploads themselves, unless it breaks.
  ///
  /// `operation`: what the service calls it. `place`: the queue or bucket that it names.
  package nonisolated(nonsending) func carry<Answer>(
    administration operation: String, on place: String?,
    _ act: nonisolated(nonsending) () async throws -> Answer
  ) async throws -> Answer {
    let call = FaultCall(
      action: .administration, place: place ?? "",
      attempt: [operation, place].compactMap(\.self).joined(separator: " "), entries: [],
      operation: operation)
    return try await carry(call) { _ in try await act() }.answer
  }

  /// Carries out a call on objects as ``FaultyBlobStore`` does, for stores that do more than a
  /// ``BlobStore``; returns what is to be done to the answer, too.
  ///
  /// `operation`: what S3 calls it. `condition`: under which an object is stored. Throws `blobDoesNotExist` when the object is to have
  /// vanished.
  package func carry<Answer>(
    _ action: FaultAction, as operation: String, on key: BlobKey,
    _ condition: PutCondition = .always,
    _ act: () async throws -> Answer
  ) async throws -> (answer: Answer, isCorrupt: Bool) {
    let entry: FaultEntry = action == .putBlob ? .put(key, condition) : .blob(key)
    let call = FaultCall(
      action: action, place: key.bucket.text, attempt: "\(action.rawValue) \(key)",
      entries: [entry], operation: operation)
    let (answer, strikes) = try await carry(call) { _ in try await act() }
    guard !strikes.contains(where: { $0.effect == .vanish }) else {
      throw call.error(.blobDoesNotExist)
    }
    return (answer, strikes.contains { $0.effect == .corrupt })
  }

  /// Carries out a removal of objects, of which some may fail.
  package func carryDelete(
    of keys: [String], in bucket: BucketName, as operation: String,
    _ act: ([String]) async throws -> [Result<Void, TransportError>]
  ) async throws -> [Result<Void, TransportError>] {
    let call = FaultCall(
      action: .deleteBlobs, place: bucket.text, attempt: "delete from \(bucket)",
      entries: keys.map { .blob(BlobKey(bucket: bucket, key: $0)) }, operation: operation)
    return try await carry(call, batch: keys, act)
  }

  /// Carries out a list of a bucket, unless it breaks; what is to have vanished is not in the page.
  package func carryList(
    of bucket: BucketName, as operation: String, _ act: () async throws -> ObjectPage
  ) async throws -> ObjectPage {
    let call = FaultCall(
      action: .listBlobs, place: bucket.text, attempt: "list \(bucket)", entries: [],
      operation: operation)
    var (page, strikes) = try await carry(
      call,
      bringing: { page in
        page.entries.map { .blob(BlobKey(bucket: bucket, key: $0.key)) }
      },
      { _ in try await act() })
    let vanished = Set(strikes.filter { $0.effect == .vanish }.flatMap(\.entries))
    if !vanished.isEmpty {
      page.entries = page.entries.indices.filter { !vanished.contains($0) }.map {
        page.entries[$0]
      }
    }
    return page
  }
}
