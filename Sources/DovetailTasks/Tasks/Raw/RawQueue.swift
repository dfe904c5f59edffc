import DovetailTransport

/// A queue whose messages are no tasks: events of other systems, commands in a form of their own.
///
/// A worker that receives from it gives each of its messages to the one handler, whatever the body is.
///
/// ```swift
/// let worker = Worker(broker) {
///   RawQueue("events").handle { message in print(message.body, message.headers) }
/// }
/// ```
///
/// All that holds for tasks holds for them: leases, attempts and back-offs, dead letters, the order of
/// groups, limits, middleware. What stands for a task's id is the message's, and for its name the queue's.
public struct RawQueue: Hashable, Sendable {
  /// The queue's name without the broker's prefix.
  public let name: String

  /// Names a queue, which the broker must have declared.
  public init(_ name: String) {
    self.name = name
  }
}

extension RawQueue {
  /// Makes a handler from how a body is read and what is done with it.
  func handler<Body: Sendable, Output: Encodable & Sendable>(
    _ retry: RetryPolicy?, _ timeout: Duration?, keepsResult: Bool = false,
    decode: @escaping @Sendable (ReceivedMessage) throws -> Body,
    _ body: @escaping @Sendable (Body, TaskContext) async throws -> Output
  ) -> TaskHandler {
    var handler = TaskHandler(
      name, retry: retry, timeout: timeout, decode: { try decode($1.message) },
      body: { context, message in try await body(message, context) })
    handler.subject = .rawQueue(keepsResult: keepsResult)
    return handler
  }
}

extension TaskHandler {
  /// Whether the value that its body returns for a message is stored; of tasks the sender says so.
  var keepsResult: Bool {
    switch subject {
    case .tasks: true
    case .rawQueue(let keepsResult): keepsResult
    }
  }

  /// Whether its queue has no other messages.
  var isForAllOfQueue: Bool {
    if case .rawQueue = subject { true } else { false }
  }

  /// The task that stands for a raw queue's message.
  func task(of message: ReceivedMessage) -> TaskMessage {
    TaskMessage(id: TaskID(rawValue: message.id.rawValue), name: name)
  }
}

extension ReceivedMessage {
  /// The body, read as the JSON of a value; throws ``TaskArgumentError``.
  func decoded<Body: Decodable>(as type: Body.Type) throws(TaskArgumentError) -> Body {
    do {
      return try JSONCoders.decode(type, from: body.utf8)
    } catch {
      throw .decoding("the body", as: type, error)
    }
  }
}
