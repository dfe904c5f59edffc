import DovetailTransport

/// What a server answers.
extension SQSEncoding {
  /// The answer to a call; nothing but its headers for one that has none to give.
  package func response<Call: SQSCall>(
    to call: Call, _ answer: Call.Answer, requestID: String
  ) -> HTTPResponse {
    var body: [UInt8] = []
    if Call.Answer.self != Void.self {
      var writer = JSONWriter()
      writer.object { call.write(answer, to: &$0) }
      body = writer.bytes
    }
    return response(Call.action, json: body, requestID: requestID)
  }

  /// The answer to a call of that action, whose AWS JSON is `body`; empty for one that has none to give.
  package func response(
    _ action: SQSAction, json body: [UInt8], requestID: String
  ) -> HTTPResponse {
    switch self {
    case .json: json(200, body, requestID)
    case .query: xml(200, QueryDocument.answer(action, body, requestID: requestID), requestID)
    }
  }

  /// The answer that says why there is none.
  package func response(_ error: SQSError, requestID: String) -> HTTPResponse {
    switch self {
    case .json:
      var writer = JSONWriter()
      writer.object { object in
        object.member("__type", error.type)
        object.member("message", error.message)
      }
      var response = json(error.status, writer.bytes, requestID)
      response.headers["x-amzn-query-error"] =
        "\(error.queryCode);\(error.isSenderFault ? "Sender" : "Receiver")"
      return response
    case .query:
      return xml(error.queryStatus, QueryDocument.error(error, requestID: requestID), requestID)
    }
  }

  private func json(_ status: Int, _ body: [UInt8], _ requestID: String) -> HTTPResponse {
    HTTPResponse(
      status,
      headers: ["x-amzn-RequestId": requestID, "Content-Type": Self.jsonContentType], body: body)
  }

  private func xml(_ status: Int, _ body: [UInt8], _ requestID: String) -> HTTPResponse {
    HTTPResponse(
      status, headers: ["x-amzn-RequestId": requestID, "Content-Type": "text/xml"], body: body)
  }
}
