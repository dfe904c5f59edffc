/// What its sender has said of an object, returned as it was.
public struct ObjectMetadata: Hashable, Sendable {
  /// The media type; nil: not said, for which S3 answers ``defaultContentType``.
  public var contentType: String?
  /// How the bytes are encoded: "gzip".
  public var contentEncoding: String?
  /// The language of the content.
  public var contentLanguage: String?
  /// How a browser should present it.
  public var contentDisposition: String?
  /// How long it may be cached.
  public var cacheControl: String?
  /// When it should no longer be cached, as it was sent.
  public var expires: String?
  /// Where a web site that is served from the bucket sends who asks for it.
  public var websiteRedirectLocation: String?
  /// What else its sender keeps with it, by name; names come back in lower case.
  ///
  /// Names and values have up to 2 KB in all.
  public var user: [String: String]

  /// The type of an object for which none was said.
  ///
  /// Source: S3 API reference, PutObject; recorded.
  public static let defaultContentType = "binary/octet-stream"

  /// Makes metadata; the default says nothing.
  public init(contentType: String? = nil, user: [String: String] = [:]) {
    self.contentType = contentType
    self.user = user
  }

  /// The metadata with the names of the user's in lower case.
  ///
  /// Values of names that differ in case alone are joined by commas, as HTTP joins headers. Throws
  /// `metadataTooLarge`.
  ///
  /// Source: S3 user guide, "User-defined object metadata".
  package func checked() throws(TransportError) -> ObjectMetadata {
    guard !user.isEmpty else { return self }
    var checked = self
    checked.user = Dictionary(
      user.sorted { $0.key < $1.key }.map { ($0.key.lowercased(), $0.value) },
      uniquingKeysWith: { "\($0),\($1)" })
    let size = checked.user.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
    guard size <= S3Limits.userMetadataBytes else {
      throw .invalid(
        .metadataTooLarge,
        "Your metadata headers exceed the maximum allowed metadata size: \(size) of "
          + "\(S3Limits.userMetadataBytes) bytes")
    }
    return checked
  }
}
