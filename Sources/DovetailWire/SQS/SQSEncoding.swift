/// How a client of SQS writes: the two protocols that a server understands.
package enum SQSEncoding: Hashable, Sendable {
  /// AWS JSON 1.0, which all current clients speak.
  case json
  /// Form parameters, answered in XML: older clients, and people with curl.
  case query

  /// Tells by the headers how a request is written, and so how it is to be answered.
  package init(of request: HTTPRequest) {
    let type = request.headers["Content-Type"]?.lowercased() ?? ""
    let isJSON = request.headers["X-Amz-Target"] != nil || type.hasPrefix("application/x-amz-json")
    self = isJSON ? .json : .query
  }

  static let jsonContentType = "application/x-amz-json-1.0"
  static let targetPrefix = "AmazonSQS."
}
