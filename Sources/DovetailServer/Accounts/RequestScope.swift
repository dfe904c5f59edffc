package import DovetailWire

/// What a request says of who asks and where, verified or not: its credential scope.
package struct RequestScope: Hashable, Sendable {
  /// Names the key; nil: the request is not signed.
  package var accessKeyID: String?
  package var region: String?
  /// "sqs" or "s3".
  package var service: String?

  /// Reads the header `Authorization`, or the query of a presigned URL.
  ///
  /// Looks at bytes up to the first comma only: each request comes by here.
  package init(_ request: HTTPRequest) {
    if let authorization = request.headers["Authorization"] {
      read(authorization: authorization)
    } else if let query = request.target.query, query.contains("X-Amz-Credential=") {
      read(credential: HTTPQuery(parsing: query.utf8)?["X-Amz-Credential"] ?? "")
    }
  }

  private mutating func read(authorization: String) {
    guard let start = authorization.firstRange(of: "Credential=")?.upperBound else { return }
    read(credential: authorization[start...].prefix { $0 != "," && $0 != " " })
  }

  private mutating func read(credential: some StringProtocol) {
    let parts = credential.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 5 else { return }
    accessKeyID = String(parts[0])
    region = String(parts[2])
    service = String(parts[3])
  }
}
