public import DovetailTransport

/// A result backend that can clear away what nobody will ask for any more.
public protocol SweepableResults: Sendable {
  /// Looks at up to a hundred of the things that are kept, from where the call before ended, and removes
  /// those whose time is over.
  ///
  /// `lifetime`: how long a result is kept. Returns where to go on; nil: at the beginning.
  func sweep(at now: Timestamp, lifetime: Duration, from place: String?) async throws -> String?
}

extension BlobResultBackend: SweepableResults {
  private static let step = 100

  /// Removes old results, progress of runs long over, and records of messages that no queue can have any
  /// more.
  ///
  /// The prefix must be the results' own: whatever is under it goes with its time.
  public func sweep(
    at now: Timestamp, lifetime: Duration, from place: String?
  ) async throws -> String? {
    let root = folder.namePrefix
    let page = try await folder.store.list(
      folder.bucket,
      ListBlobsOptions(prefix: root, maxKeys: Self.step, continuationToken: place))
    let expired = page.entries.filter { entry in
      let isRecord = entry.key.dropFirst(root.count).hasPrefix("attempts/")
      let kept = isRecord ? SQSLimits.retention.upperBound : lifetime
      return entry.info.modifiedAt.advanced(by: kept) <= now
    }
    if !expired.isEmpty {
      let outcomes = try await folder.store.delete(expired.map(\.key), in: folder.bucket)
      for outcome in outcomes { try outcome.get() }
    }
    return page.nextToken
  }
}
