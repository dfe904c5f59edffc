/// How a client of SQS writes: the two protocols that a server understands.
package enum SQSEncoding: Hashable, Sendable {
  /// AWS JSON 1.0, which all current clients speak.
  case json
  /// Form parameters, answered in XML: older clients, and people with curl.
  case query

  /// Tells by the headers how a request is written, and so how it is to be answered.
  package init(of request: HTTPRequest) {
    let isJSON =
      request.headers["X-Amz-Target"] != nil
      || request.headers["Content-Type"]?.lowercased().hasPrefix("application/x-amz-json") == true
    self = isJSON ? .json : .query
  }

  static let jsonContentType = "application/x-amz-json-1.0"
  static let targetPrefix = "AmazonSQS."
}
