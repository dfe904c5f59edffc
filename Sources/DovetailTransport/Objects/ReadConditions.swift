/// What must hold of an object for it to be read, or copied.
///
/// Source: S3 API reference, GetObject; RFC 9110, section 13.
public struct ReadConditions: Hashable, Sendable {
  /// The object has this tag, with or without quotes; `*`: any.
  public var ifMatch: ETag?
  /// The object does not have this tag, with or without quotes; `*`: any.
  public var ifNoneMatch: ETag?
  /// The object was stored after this moment; one in the future means nothing.
  public var ifModifiedSince: Timestamp?
  /// The object was not stored after this moment.
  public var ifUnmodifiedSince: Timestamp?

  /// Makes conditions; the default asks for nothing.
  public init(
    ifMatch: ETag? = nil, ifNoneMatch: ETag? = nil, ifModifiedSince: Timestamp? = nil,
    ifUnmodifiedSince: Timestamp? = nil
  ) {
    self.ifMatch = ifMatch
    self.ifNoneMatch = ifNoneMatch
    self.ifModifiedSince = ifModifiedSince
    self.ifUnmodifiedSince = ifUnmodifiedSince
  }

  /// One of them, by the name of its header.
  public enum Name: String, Hashable, Sendable {
    /// See ``ReadConditions/ifMatch``.
    case ifMatch = "If-Match"
    /// See ``ReadConditions/ifNoneMatch``.
    case ifNoneMatch = "If-None-Match"
    /// See ``ReadConditions/ifModifiedSince``.
    case ifModifiedSince = "If-Modified-Since"
    /// See ``ReadConditions/ifUnmodifiedSince``.
    case ifUnmodifiedSince = "If-Unmodified-Since"
  }

  /// The condition that does not hold; nil when all do.
  ///
  /// `ifMatch` that holds overrides `ifUnmodifiedSince`, and `ifNoneMatch` that holds overrides
  /// `ifModifiedSince`. Times are compared in whole seconds, as HTTP tells them.
  package func failure(for info: BlobInfo, at now: Timestamp) -> Name? {
    let modified = info.modifiedAt.wholeSecond
    if let ifMatch {
      guard ifMatch.matches(info.etag) else { return .ifMatch }
    } else if let ifUnmodifiedSince, modified > ifUnmodifiedSince.wholeSecond {
      return .ifUnmodifiedSince
    }
    if let ifNoneMatch { return ifNoneMatch.matches(info.etag) ? .ifNoneMatch : nil }
    guard let since = ifModifiedSince, since <= now, modified <= since.wholeSecond else {
      return nil
    }
    return .ifModifiedSince
  }
}

extension ReadConditions.Name {
  /// Whether a read answers that the object is as its reader knows it.
  package var meansNotModified: Bool {
    switch self {
    case .ifNoneMatch, .ifModifiedSince: true
    case .ifMatch, .ifUnmodifiedSince: false
    }
  }
}

extension ETag {
  /// Whether this, as a condition has it, is the tag of an object.
  package func matches(_ tag: ETag) -> Bool {
    rawValue == "*" || unquoted == tag.unquoted
  }

  /// The tag without quotes, if it has them.
  package var unquoted: Substring {
    let text = rawValue[...]
    guard text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
    return text.dropFirst().dropLast()
  }
}
