import DovetailTransport

/// Errors in answers, as a client reads them.
extension SQSError {
  /// Reads an answer that is no success, whatever its body is.
  ///
  /// The name comes from `__type`, or from the headers that some services give in its place. A body that
  /// is no error of AWS's, such as a proxy's page, is not quoted.
  package init(_ response: HTTPResponse) {
    let members = (try? JSONValue(parsing: response.body))?.members ?? [:]
    let header = response.headers["x-amzn-query-error"].map { String($0.prefix { $0 != ";" }) }
    let name =
      members["__type"]?.string ?? members["code"]?.string ?? response.headers["x-amzn-ErrorType"]
      ?? header
    guard let name, !name.isEmpty else {
      self.init(
        name: "HTTP \(response.status)",
        message: "The service answered with status \(response.status) and no error that SQS has.",
        status: response.status)
      return
    }
    self.init(
      name: name, message: members["message"]?.string ?? members["Message"]?.string ?? "",
      status: response.status)
    guard code == nil, let header, let known = SQSErrorCode(name: header) else { return }
    code = known
  }
}
