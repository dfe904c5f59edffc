internal import DovetailTransport
internal import DovetailWire

// The data plane.
extension SQSCalls {
  nonisolated(nonsending) func messages() async throws -> ServerResponse {
    switch asked.action {
    case .sendMessage:
      try await serve(SendMessage.self, on: \.queue.queue) { call in
        let account = try await owner(of: call.queue)
        return try await making(call.queue.queue, of: account) {
          try await queues(of: account).send(traced(call.message), to: call.queue.queue)
        }
      }
    case .sendMessageBatch:
      try await serve(SendMessageBatch.self, on: \.queue.queue) { call in
        let account = try await owner(of: call.queue)
        return try await making(call.queue.queue, of: account) {
          try await call.batch.answer { messages in
            try await queues(of: account).send(messages.map(traced), to: call.queue.queue)
          }
        }
      }
    case .receiveMessage:
      try await serve(ReceiveMessage.self, on: \.queue.queue) { call in
        let account = try await owner(of: call.queue)
        return try await making(call.queue.queue, of: account) {
          try await queues(of: account).receive(from: call.queue.queue, call.options).map {
            .success($0)
          }
        }
      }
    default: try await receipts()
    }
  }

  /// What names messages by their receipts.
  private nonisolated(nonsending) func receipts() async throws -> ServerResponse {
    switch asked.action {
    case .deleteMessage:
      try await serve(DeleteMessage.self, on: \.queue.queue) { call in
        let account = try await owner(of: call.queue)
        try await queues(of: account).delete(call.receipt, from: call.queue.queue)
      }
    case .deleteMessageBatch:
      try await serve(DeleteMessageBatch.self, on: \.queue.queue) { call in
        let account = try await owner(of: call.queue)
        return try await call.batch.answer {
          try await queues(of: account).delete($0, from: call.queue.queue)
        }
      }
    case .changeMessageVisibility:
      try await serve(ChangeMessageVisibility.self, on: \.queue.queue) { call in
        let account = try await owner(of: call.queue)
        try await queues(of: account).changeVisibility(
          of: call.change.receipt, to: call.change.timeout, on: call.queue.queue)
      }
    default:
      try await serve(ChangeMessageVisibilityBatch.self, on: \.queue.queue) { call in
        let account = try await owner(of: call.queue)
        return try await call.batch.answer {
          try await queues(of: account).changeVisibility($0, on: call.queue.queue)
        }
      }
    }
  }

  private func queues(of account: ServerAccount) -> any QueueTransport {
    account.queues(serving: asked.action.rawValue)
  }

  /// A message with the trace of its request, unless it has one of its own.
  ///
  /// Source: SQS developer guide, "Amazon SQS and AWS X-Ray".
  private func traced(_ message: OutgoingMessage) -> OutgoingMessage {
    guard message.traceHeader == nil, let trace = request.head.headers["X-Amzn-Trace-Id"] else {
      return message
    }
    var message = message
    message.traceHeader = trace
    return message
  }
}

extension Batch {
  /// The outcomes of all entries: those that can be are asked of a queue, if there are any.
  fileprivate func answer<Outcome>(
    _ ask: ([Value]) async throws -> [Result<Outcome, TransportError>]
  ) async throws -> [Result<Outcome, TransportError>] {
    let values = values
    return outcomes(values.isEmpty ? [] : try await ask(values))
  }
}
