/// A queue transport that breaks calls as a plan says, and passes the others on to another one.
///
/// What is wrong with a call itself is told by the wrapped transport, which does not see entries that
/// fail before they are carried out.
public struct FaultyQueueTransport: QueueTransport {
  let inner: any QueueTransport
  let plan: FaultPlan
  private var operation: String?
  private let held = HeldDeliveries()

  /// Wraps `inner`; several decorators may share a plan.
  public init(_ inner: any QueueTransport, _ plan: FaultPlan) {
    self.inner = inner
    self.plan = plan
  }

  /// The same transport, for a call of a server's that the service calls by this name.
  package func serving(_ operation: String) -> FaultyQueueTransport {
    var transport = self
    transport.operation = operation
    return transport
  }

  /// Sends, unless it breaks.
  public func send(
    _ messages: [OutgoingMessage], to queue: QueueName
  ) async throws -> [Result<SentMessage, TransportError>] {
    let call = FaultCall(
      action: .send, place: queue.text, attempt: "send to \(queue)",
      entries: messages.map { .outgoing($0) },
      operation: operation)
    return try await plan.carry(call, batch: messages) { try await inner.send($0, to: queue) }
  }

  /// Receives, unless it breaks; copies of messages that came before may be among what it returns, and
  /// some that a receive before has put behind others.
  ///
  /// A wait ends at a crash, without having taken a message.
  public func receive(
    from queue: QueueName, _ options: ReceiveOptions
  ) async throws -> [ReceivedMessage] {
    let call = FaultCall(
      action: .receive, place: queue.text, attempt: "receive from \(queue)", entries: [],
      operation: operation)
    var (delivery, strikes) = try await plan.carry(
      call, bringing: { $0.messages.map { .received($0) } },
      { _ in try await receive(from: queue, options, call) })
    for strike in strikes {
      switch strike.effect {
      case .duplicate: held.addCopies(strike.entries.map { delivery.messages[$0] }, of: queue)
      case .corrupt: for place in strike.entries { delivery.messages[place].corrupt() }
      case .disorder: await shuffle(&delivery, from: queue, options, strike.draw)
      case .fail, .failEntries, .delay, .crash, .vanish: continue
      }
    }
    return delivery.held + delivery.messages
  }

  private struct Delivery {
    var held: [ReceivedMessage]
    var messages: [ReceivedMessage] = []
  }

  /// Takes what comes out of more than was asked for, and holds the rest for later receives.
  private func shuffle(
    _ delivery: inout Delivery, from queue: QueueName, _ options: ReceiveOptions, _ draw: UInt64
  ) async {
    var choice = delivery.held + delivery.messages + held.take(upTo: .max, of: queue)
    if choice.count <= options.maxMessages {
      var more = options
      more.maxMessages = SQSLimits.batchEntries
      more.waitTime = .zero
      // When it fails, there is less to choose from.
      choice += (try? await inner.receive(from: queue, more)) ?? []
    }
    var random = RandomSource.seeded(draw)
    choice.shuffle(using: &random)
    delivery.held = []
    delivery.messages = Array(choice.prefix(options.maxMessages))
    held.putBack(Array(choice.dropFirst(options.maxMessages)), of: queue)
  }

  /// Receives what is held and what room that leaves, without a wait when there is any.
  private func receive(
    from queue: QueueName, _ options: ReceiveOptions, _ call: FaultCall
  ) async throws -> Delivery {
    var delivery = Delivery(held: held.take(upTo: options.maxMessages, of: queue))
    var rest = options
    if !delivery.held.isEmpty {
      rest.maxMessages -= delivery.held.count
      rest.waitTime = .zero
    }
    guard rest.maxMessages > 0 || delivery.held.isEmpty else { return delivery }
    do {
      delivery.messages = try await plan.untilCrash(call) { [rest] in
        try await inner.receive(from: queue, rest)
      }
    } catch {
      held.putBack(delivery.held, of: queue)
      throw error
    }
    return delivery
  }

  /// Deletes, unless it breaks.
  public func delete(
    _ receipts: [ReceiptHandle], from queue: QueueName
  ) async throws -> [Result<Void, TransportError>] {
    let call = FaultCall(
      action: .delete, place: queue.text, attempt: "delete from \(queue)",
      entries: receipts.map { .receipt($0) },
      operation: operation)
    return try await plan.carry(call, batch: receipts) { try await inner.delete($0, from: queue) }
  }

  /// Changes visibility, unless it breaks.
  public func changeVisibility(
    _ changes: [VisibilityChange], on queue: QueueName
  ) async throws -> [Result<Void, TransportError>] {
    let call = FaultCall(
      action: .changeVisibility, place: queue.text, attempt: "change visibility on \(queue)",
      entries: changes.map { .change($0) },
      operation: operation)
    return try await plan.carry(call, batch: changes) {
      try await inner.changeVisibility($0, on: queue)
    }
  }
}

extension ReceivedMessage {
  /// Spoils the body, so that no format that begins with a sign of its own can read it.
  fileprivate mutating func corrupt() {
    body = "\u{FFFD}" + body.dropFirst()
  }
}
