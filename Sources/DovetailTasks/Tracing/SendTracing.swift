import DovetailTransport
import Tracing

/// Opens a span around the sending of a task, and sends its context along.
struct SendTracing: SendMiddleware {
  func send(
    _ task: OutgoingTask, next: @Sendable (OutgoingTask) async throws -> SentTask
  ) async throws -> SentTask {
    let span = MessagingSpan(
      operation: task.pace == .later ? "create" : "send", kind: .producer, queue: task.queue,
      taskID: task.task.id, taskName: task.task.name)
    return try await span.run { span in
      var task = task
      InstrumentationSystem.instrument.inject(span.context, into: &task, using: TraceInjector())
      let sent = try await next(task)
      sent.message?.id.describe(span)
      return sent
    }
  }
}

/// Puts a trace's context into a task: X-Ray's header where SQS has its place, all else as labels.
///
/// TaskIQ's own middleware reads and writes the same labels, `traceparent` among them.
///
/// Source: taskiq 0.13, `taskiq/middlewares/opentelemetry_middleware.py`; SQS developer guide, "Message
/// system attributes".
private struct TraceInjector: Injector {
  func inject(_ value: String, forKey key: String, into task: inout OutgoingTask) {
    if TraceHeader.isXRay(key) {
      task.traceHeader = value
    } else {
      task.task.labels[key] = .string(value)
    }
  }
}
