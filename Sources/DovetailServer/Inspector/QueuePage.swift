internal import DovetailTransport
internal import DovetailWire

/// Shows one queue, and works on it; faults do not strike here.
struct QueuePage {
  let state: ServerState
  let call: InspectorCall
  let account: ServerAccount
  let queue: QueueName

  /// Answers the path behind the queue's name.
  func response(_ path: [String]) async throws -> ServerResponse {
    switch (path.first, path.count) {
    case (nil, _):
      try call.allow("GET")
      return try await overview()
    case ("messages", 1):
      try call.allow("GET", "POST")
      return try await call.method == "POST" ? send() : messages()
    case ("messages", 2):
      try call.allow("GET")
      return try await message(MessageReference(rawValue: path[1]))
    case ("groups", 1):
      try call.allow("GET")
      return try await groups()
    case ("purge", 1):
      try call.allow("POST")
      try await account.administration.purgeQueue(queue)
      return try await overview()
    case ("redrive", 1):
      try call.allow("GET", "POST", "DELETE")
      return try await Redrive(account: account, source: queue).response(to: call)
    default: throw call.notFound
    }
  }

  private func overview() async throws -> ServerResponse {
    let entry = try await QueueEntry(queue, of: account)
    let attributes = try await account.administration.attributes(of: queue)
    let tags = try await account.administration.tags(of: queue)
    let sources = try await account.administration.deadLetterSources(of: queue)
    let url = QueueURL(base: state.baseURL(of: call.request), account: account.id, queue: queue)
    return .json { object in
      entry.write(to: &object)
      object.member("url", url.text)
      object.member("sources", sources.queues.map(\.text))
      let texts = attributes.values.map { ($0.key.rawValue, $0.value) }
      object.member("attributes", sorted: Dictionary(texts, uniquingKeysWith: { $1 }))
      object.member("tags", sorted: tags)
    }
  }

  private func send() async throws -> ServerResponse {
    let message = try OutgoingMessage(try call.members())
    let sent = try await account.plainQueues.send(message, to: queue)
    return .json(201) { object in
      object.member("id", sent.id.rawValue)
      object.member("sequenceNumber", optional: sent.sequenceNumber?.rawValue)
    }
  }
}

// A look without a receive.
extension QueuePage {
  private func messages() async throws -> ServerResponse {
    let page = try await account.inspection.peek(
      at: queue,
      PeekOptions(
        state: try wantedState(), groupID: call.query["group"],
        maxMessages: try call.number("limit", 1...1000, default: 100), body: try body(.whole),
        nextToken: call.query["next"]))
    return .json { object in
      object.member("now", page.time)
      object.member("messages") { writer in
        writer.array(page.messages) { writer, message in
          writer.object { message.write(to: &$0) }
        }
      }
      object.member("next", optional: page.nextToken)
    }
  }

  private func message(_ reference: MessageReference) async throws -> ServerResponse {
    let found = try await account.inspection.peek(at: reference, in: queue, try body(.whole))
    guard let found else { throw InspectorError(404, "There is no such message any more.") }
    return .json { found.write(to: &$0) }
  }

  private func groups() async throws -> ServerResponse {
    let page = try await account.inspection.groups(
      of: queue,
      PeekGroupsOptions(
        maxGroups: try call.number("limit", 1...1000, default: 100), body: try body(.none),
        nextToken: call.query["next"]))
    return .json { object in
      object.member("now", page.time)
      object.member("groups") { writer in
        writer.array(page.groups) { writer, group in
          writer.object { group.write(to: &$0) }
        }
      }
      object.member("next", optional: page.nextToken)
    }
  }

  private func wantedState() throws -> MessageState? {
    guard let text = call.query["state"] else { return nil }
    guard let state = MessageState(rawValue: text) else {
      throw InspectorError(400, "state must be available, delayed or inFlight.")
    }
    return state
  }

  /// How much of the bodies to show: `body=none`, or `body=200` for the first 200 bytes.
  private func body(_ usual: PeekedBody) throws -> PeekedBody {
    switch call.query["body"] {
    case nil: return usual
    case "none": return .none
    case "whole": return .whole
    default:
      return .first(bytes: try call.number("body", 0...SQSLimits.messageBytes, default: 0))
    }
  }
}
