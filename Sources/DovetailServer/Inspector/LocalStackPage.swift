internal import DovetailSQLite
internal import DovetailTransport
internal import DovetailWire

/// Shows the messages of a queue as LocalStack does at `/_aws/sqs/messages`, for those who come from it.
///
/// XML, or with `Accept: application/json` the same as JSON; a client of SQS whose endpoint this is gets
/// what ReceiveMessage answers. At most ``mostMessages``.
///
/// Source: LocalStack's documentation, "Simple Queue Service", developer endpoints.
struct LocalStackPage {
  let state: ServerState
  let call: InspectorCall

  static let mostMessages = 10_000
  /// Names no receive: these messages were not received.
  private static let receipt = ReceiptHandle(rawValue: "SQS/BACKDOOR/ACCESS")

  func response() async throws -> ServerResponse {
    guard call.path.starts(with: ["sqs", "messages"]) else {
      throw InspectorError(404, "Below /_aws/ there is /_aws/sqs/messages only.")
    }
    try call.allow("GET", "POST")
    let encoding = SQSEncoding(of: call.head)
    do {
      let place = try await place(encoding)
      let peeked = try await peek(at: place.url.queue, of: place.account)
      let messages = LocalStackMessages(
        queue: place.url, messages: peeked, showsVisibility: isOn("ShowInvisible"),
        showsDelay: isOn("ShowDelayed"),
        receipt: Self.receipt)
      if encoding == .query, call.head.headers["Accept"]?.contains("application/json") == true {
        return ServerResponse(messages.documentAsJSON(requestID: call.request.id))
      }
      return ServerResponse(messages.response(in: encoding, requestID: call.request.id))
    } catch {
      return ServerResponse(
        encoding.response(SQSError(ofServer: error), requestID: call.request.id))
    }
  }

  /// `/_aws/sqs/messages/REGION/ACCOUNT/NAME`, or the parameter QueueUrl of the query or of a call.
  private func place(_ encoding: SQSEncoding) async throws -> (
    account: ServerAccount, url: QueueURL
  ) {
    let database = state.configuration.database
    let path = call.path.dropFirst(2)
    if path.count == 3, let region = path.first, let name = path.last {
      let account = try await account(path[path.startIndex + 1], region)
      return (account, try QueueURL(name))
    }
    let scope = RequestScope(call.head)
    let url = try url(encoding)
    let region = scope.region ?? database.region
    if let id = url.account { return (try await account(id, region), url) }
    return (try await state.accounts.account(of: scope), url)
  }

  private func url(_ encoding: SQSEncoding) throws -> QueueURL {
    if let text = call.query["QueueUrl"] { return try QueueURL(text) }
    if encoding == .query, call.head.body.isEmpty, call.query["Action"] == nil {
      throw SQSError(.missingParameter, "The request must contain the parameter QueueUrl.")
    }
    let asked = try SQSRequest(call.head, encoding)
    guard asked.action == .receiveMessage else {
      throw SQSError(.invalidAction, "Here messages are looked at only: ReceiveMessage.")
    }
    return try asked.call(ReceiveMessage.self).queue
  }

  private func account(_ id: String, _ region: String) async throws -> ServerAccount {
    guard let account = try await state.accounts.existingAccount(id, region: region) else {
      throw SQSError(TransportError.invalid(.queueDoesNotExist, ""))
    }
    return account
  }

  private func isOn(_ name: String) -> Bool {
    ["true", "1"].contains(call.query[name]?.lowercased())
  }

  private func peek(
    at queue: QueueName, of account: ServerAccount
  ) async throws -> [PeekedMessage] {
    var states: [MessageState] = [.available]
    if isOn("ShowInvisible") { states.append(.inFlight) }
    if isOn("ShowDelayed") { states.append(.delayed) }
    var messages: [PeekedMessage] = []
    for state in states {
      var options = PeekOptions(state: state, maxMessages: 1000)
      repeat {
        let page = try await account.inspection.peek(at: queue, options)
        messages += page.messages
        options.nextToken = page.nextToken
      } while options.nextToken != nil && messages.count < Self.mostMessages
    }
    return Array(messages.prefix(Self.mostMessages))
  }
}
