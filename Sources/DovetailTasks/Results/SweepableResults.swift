public import DovetailTransport

/// A result backend that can clear away what nobody will ask for any more.
public protocol SweepableResults: Sendable {
  /// Looks at up to two hundred of the things that are kept, from where the call before ended, and removes
  /// those whose time is over.
  ///
  /// `lifetime`: how long a result is kept. `place`: where to begin; nil: at the beginning.
  func sweep(
    at now: Timestamp, lifetime: Duration, from place: String?
  ) async throws -> ResultSweep
}

/// What a step of clearing away has found.
public struct ResultSweep: Hashable, Sendable {
  /// Where to go on; nil: that was the end.
  public var place: String?
  /// When the first of those that were left is to be removed; nil: none was left.
  public var nextExpiry: Timestamp?

  /// Makes one.
  public init(place: String?, nextExpiry: Timestamp?) {
    self.place = place
    self.nextExpiry = nextExpiry
  }
}

extension BlobResultBackend: SweepableResults {
  private static let step = 200

  /// Removes old results, progress of runs long over, and records of messages that no queue can have any
  /// more.
  ///
  /// The prefix must be the results' own: whatever is under it goes with its time.
  public func sweep(
    at now: Timestamp, lifetime: Duration, from place: String?
  ) async throws -> ResultSweep {
    let root = folder.namePrefix
    let page = try await folder.store.list(
      folder.bucket,
      ListBlobsOptions(prefix: root, maxKeys: Self.step, continuationToken: place))
    var expired: [String] = []
    var nextExpiry: Timestamp?
    for entry in page.entries {
      let isRecord = entry.key.dropFirst(root.count).hasPrefix("attempts/")
      let kept = isRecord ? SQSLimits.retention.upperBound : lifetime
      let expiry = entry.info.modifiedAt.advanced(by: kept)
      if expiry <= now {
        expired.append(entry.key)
      } else {
        nextExpiry = min(nextExpiry ?? expiry, expiry)
      }
    }
    if !expired.isEmpty {
      let outcomes = try await folder.store.delete(expired, in: folder.bucket)
      for outcome in outcomes { try outcome.get() }
    }
    return ResultSweep(place: page.nextToken, nextExpiry: nextExpiry)
  }
}
