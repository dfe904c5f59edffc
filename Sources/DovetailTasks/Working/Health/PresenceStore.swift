import DovetailTransport

/// The entries of workers in the blob store, each at `workers` and its id.
struct PresenceStore: Sendable {
  let folder: BlobFolder

  /// How many entries are read or removed at most.
  static let limit = 1000
  /// After what time an entry that nobody has removed is.
  private static let forgottenAfter = Duration.seconds(86_400)

  func put(_ presence: WorkerPresence) async throws {
    _ = try await folder.store.put(
      try JSONCoders.encode(presence), at: folder.key(Self.name(presence.id)))
  }

  func remove(_ id: String) async throws {
    try await folder.remove(Self.name(id))
  }

  /// All entries, up to a limit, those of the oldest workers first; an entry that is none is left out.
  func all() async throws -> [WorkerPresence] {
    var found: [WorkerPresence] = []
    for entry in try await page().entries {
      let blob: Blob
      do {
        blob = try await folder.store.get(BlobKey(bucket: folder.bucket, key: entry.key))
      } catch let error as TransportError where error.code == .blobDoesNotExist {
        continue  // The worker has ended meanwhile.
      }
      // What another version wrote may not be readable; that hides no other worker.
      if let presence = try? JSONCoders.decode(WorkerPresence.self, from: blob.bytes) {
        found.append(presence)
      }
    }
    return found
  }

  /// Removes the entries of workers that died long ago.
  func removeForgotten(at now: Timestamp) async throws {
    let forgotten = try await page().entries.filter {
      $0.info.modifiedAt.advanced(by: Self.forgottenAfter) <= now
    }
    guard !forgotten.isEmpty else { return }
    let outcomes = try await folder.store.delete(forgotten.map(\.key), in: folder.bucket)
    for outcome in outcomes { try outcome.get() }
  }

  private func page() async throws -> BlobPage {
    try await folder.store.list(
      folder.bucket,
      ListBlobsOptions(prefix: folder.key(Self.name("")).key + "/", maxKeys: Self.limit))
  }

  private static func name(_ id: String) -> String { "workers/\(id)" }
}
