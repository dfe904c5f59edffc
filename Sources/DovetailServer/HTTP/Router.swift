internal import DovetailWire

/// Finds the room that a request is for.
///
/// SQS and S3 share one port: clients of SQS name an action, in a header, in the query or in a form, or
/// sign for it; S3 has all other paths but the inspector's.
struct Router: Sendable {
  let sqs: any Room
  let s3: any Room
  let inspector: any Room

  func room(for request: HTTPRequest) -> any Room {
    if BrowserGuard.isOfInspector(request.target.path) { return inspector }
    if request.headers["X-Amz-Target"] != nil { return sqs }
    switch RequestScope(request).service {
    case "sqs": return sqs
    case "s3": return s3
    default: return Self.isOfSQS(request) ? sqs : s3
    }
  }

  /// Whether a request that is not signed is of SQS.
  private static func isOfSQS(_ request: HTTPRequest) -> Bool {
    if let query = request.target.query,
      query.hasPrefix("Action=") || query.contains("&Action=")
    {
      return true
    }
    let type = request.headers["Content-Type"]?.lowercased() ?? ""
    if type.hasPrefix("application/x-amz-json") { return true }
    if request.method == "POST" {
      return type.hasPrefix("application/x-www-form-urlencoded")
        && request.target.query == nil
    }
    return isQueuePath(request.target.path) && request.headers["Content-Length"] == nil
  }

  /// `/123456789012/orders`: no bucket's name is twelve digits that nobody would rather read as an
  /// account's.
  private static func isQueuePath(_ path: String) -> Bool {
    let parts = path.utf8.dropFirst().split(separator: UInt8(ascii: "/"))
    return parts.count == 2 && parts[0].count == 12
      && parts[0].allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
