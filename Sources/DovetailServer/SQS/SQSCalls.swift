internal import DovetailTransport
internal import DovetailWire

/// One request of SQS on its way to the queues and back.
struct SQSCalls {
  let state: ServerState
  let request: ServerRequest
  let asked: SQSRequest
  let caller: ServerAccount

  /// The answer, with what was called; an error is an answer too.
  nonisolated(nonsending) func answer() async -> ServerResponse {
    do {
      return try await response()
    } catch {
      return refusal(error, on: nil)
    }
  }

  private func refusal(_ error: any Error, on queue: String?) -> ServerResponse {
    var response = ServerResponse(
      asked.encoding.response(SQSError(ofServer: error), requestID: request.id),
      call: call(on: queue))
    response.isLost = (error as? TransportError)?.isLostOnPurpose ?? false
    return response
  }

  /// Carries a call out, unless a fault breaks it; `queue` is the one that it names.
  nonisolated(nonsending) func serve<Call: SQSCall>(
    _ type: Call.Type, on queue: (Call) -> QueueName? = { _ in nil },
    _ body: nonisolated(nonsending) (Call) async throws -> Call.Answer
  ) async throws -> ServerResponse {
    let call = try asked.call(type)
    let name = queue(call)?.text
    do {
      let answer = try await answer(on: name) { try await body(call) }
      return ServerResponse(
        asked.encoding.response(to: call, answer, requestID: request.id), call: self.call(on: name))
    } catch {
      return refusal(error, on: name)
    }
  }

  /// What has messages, the queues of the account break, which look at those, too.
  private nonisolated(nonsending) func answer<Answer>(
    on queue: String?, _ body: nonisolated(nonsending) () async throws -> Answer
  ) async throws -> Answer {
    guard asked.action.faultAction == .administration else { return try await body() }
    return try await state.faults.carry(
      administration: asked.action.rawValue, on: queue, body)
  }

  private func call(on resource: String?) -> ServedCall {
    ServedCall(
      .sqs, asked.action.rawValue, on: resource, account: caller.id, region: caller.region)
  }

  /// The account that has the queue of a URL: the caller's, or another one whose number it has, in the
  /// caller's region.
  nonisolated(nonsending) func owner(of queue: QueueURL) async throws -> ServerAccount {
    guard let id = queue.account else { return caller }
    return try await owner(id)
  }

  /// The account of that number; a number that nobody has ever used has no queues.
  nonisolated(nonsending) func owner(_ id: String) async throws -> ServerAccount {
    if id == caller.id { return caller }
    guard let account = try await state.accounts.existingAccount(id, region: caller.region) else {
      throw TransportError.invalid(.queueDoesNotExist, "The specified queue does not exist.")
    }
    return account
  }

  /// Does something with a queue that is made if need be, where the server is told to.
  nonisolated(nonsending) func making<Answer>(
    _ queue: QueueName, of account: ServerAccount,
    _ body: nonisolated(nonsending) () async throws -> Answer
  ) async throws -> Answer {
    do {
      return try await body()
    } catch let error as TransportError where error.code == .queueDoesNotExist {
      guard state.configuration.createsOnRequest else { throw error }
      let attributes: [QueueAttributeName: String] = queue.isFIFO ? [.fifoQueue: "true"] : [:]
      try await account.administration.createQueue(queue, QueueAttributes(attributes))
      return try await body()
    }
  }

  /// The URL of a queue, as the client calls the server.
  func url(of queue: QueueName, in account: ServerAccount) -> QueueURL {
    QueueURL(base: state.baseURL(of: request), account: account.id, queue: queue)
  }
}
