import DovetailTransport
import Tracing

/// Opens a span around a run, in the trace of whoever sent the task.
struct RunTracing {
  let task: TaskMessage
  let delivery: Delivery

  /// Runs a body in the span; without any tracing, only runs it.
  func run<Value>(_ body: () async throws -> Value) async throws -> Value {
    guard MessagingSpan.isWanted else { return try await body() }
    let span = MessagingSpan(
      operation: "process", kind: .consumer, queue: delivery.profile.queue, taskID: task.id,
      taskName: task.name)
    return try await span.run(under: Self.context(of: task, delivery.message)) { span in
      delivery.message.id.describe(span)
      span.attributes["dovetail.task.attempt"] = delivery.attempt
      return try await body()
    }
  }

  /// The trace that a message was sent in.
  static func context(of task: TaskMessage, _ message: ReceivedMessage) -> ServiceContext {
    var context = ServiceContext.topLevel
    InstrumentationSystem.instrument.extract(
      TraceExtractor.Carrier(labels: task.labels, traceHeader: message.traceHeader),
      into: &context, using: TraceExtractor())
    return context
  }
}

/// Reads a trace's context where ``SendTracing`` and other senders put it.
private struct TraceExtractor: Extractor {
  struct Carrier: Sendable {
    let labels: [String: LabelValue]
    let traceHeader: String?
  }

  func extract(key: String, from carrier: Carrier) -> String? {
    TraceHeader.isXRay(key) ? carrier.traceHeader : carrier.labels[key]?.stringValue
  }
}

/// The header of AWS X-Ray, which messages carry as the system attribute `AWSTraceHeader`.
enum TraceHeader {
  /// Whether an instrument means that header by this key.
  static func isXRay(_ key: String) -> Bool {
    key.lowercased() == "x-amzn-trace-id"
  }
}
