import DovetailTransport
import Tracing

/// A span around what is done with a message, named and described as OpenTelemetry's conventions say.
///
/// Source: OpenTelemetry semantic conventions, "Messaging spans" and "AWS SQS".
struct MessagingSpan {
  /// What is done: `send`, `create` (a task that is held) or `process`.
  let operation: String
  let kind: SpanKind
  let queue: QueueName
  /// Nil: it is about several.
  let taskID: TaskID?
  let taskName: String

  /// Whether there is anything that spans, or passes on contexts; if not, tracing is to cost nothing.
  static var isWanted: Bool { !(InstrumentationSystem.instrument is NoOpInstrument) }

  /// Runs `body` in the span; an error that it throws is recorded.
  func run<Value>(
    under context: ServiceContext = .current ?? .topLevel,
    _ body: (any Span) async throws -> Value
  ) async rethrows -> Value {
    try await withSpan("\(operation) \(queue)", context: context, ofKind: kind) { span in
      span.updateAttributes { attributes in
        attributes["messaging.system"] = "aws_sqs"
        attributes["messaging.destination.name"] = queue.text
        attributes["messaging.operation.name"] = operation
        attributes["messaging.operation.type"] = operation
        if let taskID { attributes["dovetail.task.id"] = taskID.rawValue }
        attributes["dovetail.task.name"] = taskName
      }
      do {
        return try await body(span)
      } catch {
        span.attributes["error.type"] = errorType(of: error)
        throw error
      }
    }
  }

  private func errorType(of error: any Error) -> String {
    (error as? TransportError)?.code.rawValue ?? "\(type(of: error))"
  }
}

extension MessageID {
  /// Says in a span which message it is about.
  func describe(_ span: any Span) {
    span.attributes["messaging.message.id"] = rawValue
  }
}
