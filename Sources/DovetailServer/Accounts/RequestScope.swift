package import DovetailWire

/// What a request says of who asks and where, verified or not: its credential scope.
package struct RequestScope: Hashable, Sendable {
  /// Names the key; nil: the request is not signed.
  package var accessKeyID: String?
  package var region: String?
  /// "sqs" or "s3".
  package var service: String?

  /// Reads the header `Authorization`, or the query of a presigned URL.
  package init(_ request: HTTPRequest) {
    if let authorization = request.headers["Authorization"] {
      read(authorization: authorization)
    } else if let query = request.target.query, query.contains("X-Amz-Credential=") {
      let credential = HTTPQuery(parsing: query.utf8)?["X-Amz-Credential"] ?? ""
      read(credential: credential[...].utf8)
    }
  }

  /// Takes what a verified signature says.
  init(_ claim: SignatureClaim) {
    accessKeyID = claim.accessKeyID
    region = claim.scope.region
    service = claim.scope.service
  }

  private mutating func read(authorization: String) {
    let name = "Credential=".utf8
    let parts = authorization.utf8.split { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: " ") }
    guard let part = parts.first(where: { $0.starts(with: name) }) else { return }
    read(credential: part.dropFirst(name.count))
  }

  private mutating func read(credential: Substring.UTF8View) {
    let parts = credential.split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count == 5 else { return }
    accessKeyID = String(Substring(parts[0]))
    region = String(Substring(parts[2]))
    service = String(Substring(parts[3]))
  }
}
