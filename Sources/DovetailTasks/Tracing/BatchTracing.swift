import DovetailTransport
import Tracing

/// Opens a span around a call of a batch handler, with a link to the sender of each message.
struct BatchTracing {
  let members: [BatchMember]
  let handler: TaskHandler

  /// Runs a body in the span; without any tracing, only runs it.
  func run<Value>(_ body: () async -> Value) async -> Value {
    guard MessagingSpan.isWanted, let queue = members.first?.delivery.profile.queue else {
      return await body()
    }
    let span = MessagingSpan(
      operation: "process", kind: .consumer, queue: queue, taskID: nil, taskName: handler.name)
    return await span.run(under: .topLevel) { span in
      span.attributes["messaging.batch.message_count"] = members.count
      for member in members {
        let context = RunTracing.context(of: member.prepared.task, member.delivery.message)
        span.addLink(SpanLink(context: context, attributes: [:]))
      }
      return await body()
    }
  }
}
