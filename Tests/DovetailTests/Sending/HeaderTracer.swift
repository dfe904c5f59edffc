import InMemoryTracing
import Tracing

/// A tracer in memory that passes contexts on as those of OpenTelemetry and AWS do.
struct HeaderTracer: Tracer {
  let spans = InMemoryTracer()

  /// The finished spans of a kind, in the order in which they ended.
  func finished(_ kind: SpanKind) -> [FinishedInMemorySpan] {
    spans.finishedSpans.filter { $0.kind == kind }
  }

  func startSpan<Instant: TracerInstant>(
    _ operationName: String, context: @autoclosure () -> ServiceContext, ofKind kind: SpanKind,
    at instant: @autoclosure () -> Instant, function: String, file fileID: String, line: UInt
  ) -> InMemorySpan {
    spans.startSpan(
      operationName, context: context(), ofKind: kind, at: instant(), function: function,
      file: fileID, line: line)
  }

  func forceFlush() {}

  func inject<Carrier, Inject: Injector>(
    _ context: ServiceContext, into carrier: inout Carrier, using injector: Inject
  ) where Inject.Carrier == Carrier {
    guard let span = context.inMemorySpanContext else { return }
    let pair = "\(span.traceID)/\(span.spanID)"
    injector.inject(pair, forKey: "traceparent", into: &carrier)
    injector.inject(pair, forKey: "X-Amzn-Trace-Id", into: &carrier)
  }

  func extract<Carrier, Extract: Extractor>(
    _ carrier: Carrier, into context: inout ServiceContext, using extractor: Extract
  ) where Extract.Carrier == Carrier {
    let parent = extractor.extract(key: "traceparent", from: carrier)
    let header = parent ?? extractor.extract(key: "X-Amzn-Trace-Id", from: carrier)
    let parts = header?.split(separator: "/").map(String.init) ?? []
    guard parts.count == 2 else { return }
    context.inMemorySpanContext = InMemorySpanContext(
      traceID: parts[0], spanID: parts[1], parentSpanID: nil)
  }
}
