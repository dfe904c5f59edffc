package import DovetailTransport

/// What a client sends and gets.
extension SQSCall {
  /// The request, not signed yet; `Host` is missing, since the endpoint knows it.
  ///
  /// Every action is posted to the endpoint's own path; the queue's URL stands in the body.
  ///
  /// Source: AWS JSON 1.0 protocol, Smithy specification.
  package func httpRequest(path: String = "/") -> HTTPRequest {
    var writer = JSONWriter()
    writer.object { write(to: &$0) }
    return HTTPRequest(
      "POST", HTTPTarget(path: path),
      headers: [
        "Content-Type": SQSEncoding.jsonContentType,
        "X-Amz-Target": SQSEncoding.targetPrefix + Self.action.rawValue,
      ],
      body: writer.bytes
    )
  }

  /// The answer that a response holds.
  ///
  /// Throws the error of the service, with an ``SQSError`` as its cause; `outcomeUnknown` for an answer
  /// of success that cannot be read, since the service may have done what it was asked; and
  /// `digestMismatch` when what it took is not what was sent.
  package func answer(from response: HTTPResponse) throws(TransportError) -> Answer {
    guard (200..<300).contains(response.status) else {
      throw SQSError(response).transportError
    }
    var reader = JSONReader(response.body)
    do {
      return try readAnswer(&reader)
    } catch let error as TransportError {
      throw error
    } catch {
      throw TransportError(
        .outcomeUnknown, attempt: "",
        detail: "The service answered \(Self.action.rawValue) with success, but not as SQS does: "
          + "\(error).",
        cause: error)
    }
  }
}
