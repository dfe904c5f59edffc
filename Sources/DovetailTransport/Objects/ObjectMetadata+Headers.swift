extension ObjectMetadata {
  /// What the names of the user's own begin with in headers.
  package static let userPrefix = "x-amz-meta-"

  /// The headers that have what S3 knows of an object, by their names in lower case.
  package static var headers: [(name: String, value: WritableKeyPath<ObjectMetadata, String?>)] {
    [
      ("content-type", \.contentType), ("content-encoding", \.contentEncoding),
      ("content-language", \.contentLanguage), ("content-disposition", \.contentDisposition),
      ("cache-control", \.cacheControl), ("expires", \.expires),
      ("x-amz-website-redirect-location", \.websiteRedirectLocation),
    ]
  }
}
