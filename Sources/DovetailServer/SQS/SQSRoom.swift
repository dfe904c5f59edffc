internal import DovetailTransport
internal import DovetailWire

/// Answers as SQS does, by both of its protocols.
///
/// It takes a request at any path: a queue's URL may be posted to, whatever its host.
struct SQSRoom: Room {
  let state: ServerState

  nonisolated(nonsending) func answer(_ request: ServerRequest) async -> ServerResponse {
    let encoding = SQSEncoding(of: request.head)
    do {
      var head = request.head
      head.body = try await request.body.collect(upTo: SQSRequestLimits.bodyBytes)
      let scope = try verify(head)
      let asked = try SQSRequest(head, encoding)
      let caller = try await state.accounts.account(of: scope)
      return await SQSCalls(state: state, request: request, asked: asked, caller: caller).answer()
    } catch {
      return ServerResponse(
        encoding.response(SQSError(ofServer: error), requestID: request.id))
    }
  }

  /// Who asks, as the signature says; nothing is checked where there is nothing to check it with.
  private func verify(_ request: HTTPRequest) throws(SQSError) -> RequestScope {
    guard let verifier = state.verifier else { return RequestScope(request) }
    do throws(SigningFault) {
      let signature = try verifier.verify(request, for: "sqs", at: SystemClock().now)
      try signature.check(request.body)
      return RequestScope(signature.claim)
    } catch {
      throw error.sqsError
    }
  }
}

extension SQSError {
  /// The error that a server answers with, whatever went wrong.
  init(ofServer error: any Error) {
    switch error {
    case let error as SQSError: self = error
    case let error as TransportError: self.init(error)
    case RequestBodyError.tooLarge(let limit):
      self.init(.requestTooLarge, "A request may have \(limit) bytes.")
    case is RequestBodyError:
      self.init(.serialization, "The body of the request did not come as a whole.")
    default: self.init(.internalFailure, "The server could not do what it was asked.")
    }
  }
}
