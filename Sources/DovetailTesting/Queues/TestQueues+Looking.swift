import DovetailSQLite
public import DovetailTransport

// What stands in the queues, without receiving it.
extension TestQueues {
  /// The messages of a queue in the order in which they became or become visible; `state` nil: in any.
  ///
  /// Throws `TransportError` when there is no such queue.
  public func messages(
    in queue: String, _ state: MessageState? = nil
  ) async throws -> [PeekedMessage] {
    let name = try QueueName(queue)
    var options = PeekOptions(state: state, maxMessages: 1000)
    var messages: [PeekedMessage] = []
    repeat {
      let page = try await double.queues.peek(at: name, options)
      messages += page.messages
      options.nextToken = page.nextToken
    } while options.nextToken != nil
    return messages
  }

  /// The one message of a queue; throws ``TestFailure``, which shows what is there, if it is not one.
  @discardableResult
  public func requireOne(
    in queue: String, filePath: String = #filePath, line: Int = #line
  ) async throws -> PeekedMessage {
    let messages = try await messages(in: queue)
    guard let message = messages.first, messages.count == 1 else {
      throw TestFailure(
        "\(queue) has \(Wording.count(messages.count, "message")); one was expected."
          + list(messages),
        filePath: filePath, line: line)
    }
    return message
  }

  /// Throws ``TestFailure``, which shows what is there, unless a queue's messages have these bodies, in
  /// order.
  @discardableResult
  public func require(
    _ bodies: [String], in queue: String, filePath: String = #filePath, line: Int = #line
  ) async throws -> [PeekedMessage] {
    let messages = try await messages(in: queue)
    guard messages.map(\.body) == bodies else {
      let expected = bodies.map { "\"\(Wording.brief($0))\"" }.joined(separator: ", ")
      throw TestFailure(
        "\(queue) does not have the bodies \(expected) in this order; it has "
          + "\(Wording.count(messages.count, "message"))." + list(messages),
        filePath: filePath, line: line)
    }
    return messages
  }

  /// Throws ``TestFailure``, which shows what is there, unless a queue is empty.
  public func requireNone(
    in queue: String, filePath: String = #filePath, line: Int = #line
  ) async throws {
    let messages = try await messages(in: queue)
    guard !messages.isEmpty else { return }
    throw TestFailure(
      "\(queue) has \(Wording.count(messages.count, "message")); none was expected."
        + list(messages),
      filePath: filePath, line: line)
  }

  private func list(_ messages: [PeekedMessage]) -> String {
    let now = clock.now
    return Wording.items(
      messages.map { message in
        let group = message.groupID.map { " of group \($0)" } ?? ""
        let state = Wording.state(message.state, until: message.visibleAt, now)
        return "\"\(Wording.brief(message.body ?? ""))\"\(group), \(state)"
      })
  }
}

extension Wording {
  /// Where a message stands: `delayed until …, 600 s from now`.
  static func state(
    _ state: MessageState, until instant: Timestamp, _ now: Timestamp
  ) -> String {
    let until = "until \(instant), \(seconds(now.duration(to: instant))) from now"
    return switch state {
    case .available: "can be received now"
    case .delayed: "delayed \(until)"
    case .inFlight: "in flight \(until)"
    }
  }
}
