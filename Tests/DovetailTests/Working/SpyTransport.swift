import Dovetail
import Synchronization

/// Passes calls on, records them, and fails those that it is told to.
final class SpyTransport: QueueTransport {
  /// A call, as far as the tests look at it.
  enum Call: Hashable, Sendable {
    case send(to: QueueName)
    case receive(from: QueueName)
    case delete(from: QueueName)
    case changeVisibility([Duration])
  }

  private struct Fields {
    var calls: [Call] = []
    var largestReceive = 0
    var fault: (@Sendable (Call) -> TransportError?)?
    var watchers: [(isMatch: @Sendable (Call) -> Bool, gate: Gate)] = []
  }

  private let inner: any QueueTransport
  private let fields = Mutex(Fields())

  init(_ inner: any QueueTransport) {
    self.inner = inner
  }

  /// The calls so far, failed ones included.
  var calls: [Call] { fields.withLock { $0.calls } }

  /// The most messages that a receive has asked for.
  var largestReceive: Int { fields.withLock { $0.largestReceive } }

  /// Fails each call for which `fault` returns an error; nil ends that.
  func fail(_ fault: (@Sendable (Call) -> TransportError?)?) {
    fields.withLock { $0.fault = fault }
  }

  /// A gate that opens at the end of the next call that matches.
  func nextCall(where isMatch: @escaping @Sendable (Call) -> Bool) -> Gate {
    let gate = Gate()
    fields.withLock { $0.watchers.append((isMatch, gate)) }
    return gate
  }

  func send(
    _ messages: [OutgoingMessage], to queue: QueueName
  ) async throws -> [Result<SentMessage, TransportError>] {
    try await pass(.send(to: queue)) { try await inner.send(messages, to: queue) }
  }

  func receive(
    from queue: QueueName, _ options: ReceiveOptions
  ) async throws -> [ReceivedMessage] {
    fields.withLock { $0.largestReceive = max($0.largestReceive, options.maxMessages) }
    return try await pass(.receive(from: queue)) { try await inner.receive(from: queue, options) }
  }

  func delete(
    _ receipts: [ReceiptHandle], from queue: QueueName
  ) async throws -> [Result<Void, TransportError>] {
    try await pass(.delete(from: queue)) { try await inner.delete(receipts, from: queue) }
  }

  func changeVisibility(
    _ changes: [VisibilityChange], on queue: QueueName
  ) async throws -> [Result<Void, TransportError>] {
    try await pass(.changeVisibility(changes.map(\.timeout))) {
      try await inner.changeVisibility(changes, on: queue)
    }
  }

  private func pass<Answer>(
    _ call: Call, _ act: () async throws -> Answer
  ) async throws -> Answer {
    let fault = fields.withLock { fields in
      fields.calls.append(call)
      return fields.fault
    }
    defer { ended(call) }
    if let error = fault?(call) { throw error }
    return try await act()
  }

  private func ended(_ call: Call) {
    let woken = fields.withLock { fields in
      let woken = fields.watchers.filter { $0.isMatch(call) }
      fields.watchers.removeAll { $0.isMatch(call) }
      return woken
    }
    for watcher in woken { watcher.gate.open() }
  }
}
