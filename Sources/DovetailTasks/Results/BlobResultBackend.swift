public import DovetailTransport

/// Keeps results as objects of a bucket, where TaskIQ's S3 backend keeps its own.
///
/// A result's key is the prefix and the task's id; the record of a message's attempts is at the
/// prefix, `attempts` and the message's id; a run's progress at the prefix, `progress` and the task's id.
public struct BlobResultBackend: ResultBackend {
  private(set) var folder: BlobFolder
  private let format: any ResultFormat

  /// Keeps results in `bucket` of `store`, under `prefix`; the bucket must exist.
  public init(
    store: any BlobStore,
    bucket: BucketName,
    prefix: String = "",
    format: any ResultFormat = TaskIQResultFormat()
  ) {
    folder = BlobFolder(store, bucket: bucket, prefix: prefix)
    self.format = format
  }

  /// The same with another store, as one that stands around this one's.
  func over(_ wrap: (any BlobStore) -> any BlobStore) -> BlobResultBackend {
    var other = self
    other.folder.store = wrap(folder.store)
    return other
  }

  /// Stores the result at the task's key.
  public func store(_ result: TaskResult, for task: TaskID) async throws {
    let object = try object(of: result, for: task)
    if result.isError {
      try await storeFailure(object.bytes, of: task)
    } else {
      _ = try await folder.store.put(object.bytes, at: object.key)
    }
  }

  /// What is stored of a result, and where.
  func object(of result: TaskResult, for task: TaskID) throws -> Conclusion.Object {
    Conclusion.Object(try format.encode(result), at: folder.key(task.rawValue))
  }

  /// Reads the result at the task's key.
  public func storedResult(for task: TaskID) async throws -> StoredResult? {
    guard let blob = try await folder.read(task.rawValue) else { return nil }
    return StoredResult(try format.decode(blob.bytes), storedAt: blob.info.modifiedAt)
  }

  /// Removes what is at the task's key.
  public func removeResult(for task: TaskID) async throws {
    try await folder.remove(task.rawValue)
  }

  /// Each round but the last lost against another writer of the same task's result.
  private static let maxRounds = 8

  private func storeFailure(_ bytes: [UInt8], of task: TaskID) async throws {
    let key = folder.key(task.rawValue)
    var condition = PutCondition.ifAbsent
    for _ in 0..<Self.maxRounds {
      do {
        _ = try await folder.store.put(bytes, at: key, condition)
        return
      } catch let error as TransportError where error.isConflict {
        guard let stored = try await folder.read(task.rawValue) else {
          condition = .ifAbsent
          continue
        }
        // Equal bytes are our own: an earlier put was made, and its answer was lost.
        if stored.bytes == bytes || isSuccess(stored.bytes) { return }
        condition = .ifUnchanged(since: stored.info.etag)
      }
    }
    throw TransportError(
      .preconditionFailed, attempt: "store a failure at \(key)",
      detail: "others replaced it \(Self.maxRounds) times meanwhile")
  }

  /// What is not a result helps nobody who waits, so it may be replaced.
  private func isSuccess(_ bytes: [UInt8]) -> Bool {
    (try? format.decode(bytes)).map { !$0.isError } ?? false
  }
}

/// The record of attempts: a decimal number, and `final` behind it when no run may follow.
extension BlobResultBackend {
  /// Reads the message's record; throws ``TaskFormatError`` when it is none.
  public func attempts(of message: MessageID) async throws -> AttemptRecord? {
    guard let blob = try await folder.read(Self.record(of: message)) else { return nil }
    guard let record = AttemptRecord(text: String(decoding: blob.bytes, as: UTF8.self)) else {
      throw TaskFormatError(
        document: "record of attempts", member: nil, problem: "must be a whole number")
    }
    return record
  }

  /// Writes the message's record.
  public func storeAttempts(_ record: AttemptRecord, of message: MessageID) async throws {
    _ = try await folder.store.put(
      Array(record.text.utf8), at: folder.key(Self.record(of: message)))
  }

  /// Removes the message's record.
  public func removeAttempts(of message: MessageID) async throws {
    try await folder.remove(Self.record(of: message))
  }

  private static func record(of message: MessageID) -> String {
    "attempts/\(message.rawValue)"
  }
}
