internal import DovetailTransport
internal import DovetailWire

// Queues and what is set on them.
extension SQSCalls {
  nonisolated(nonsending) func queues() async throws -> ServerResponse {
    switch asked.action {
    case .createQueue:
      try await serve(CreateQueue.self, on: \.name) { call in
        try await caller.administration.createQueue(call.name, call.attributes, tags: call.tags)
        return url(of: call.name, in: caller)
      }
    case .getQueueURL:
      try await serve(GetQueueURL.self, on: \.name) { call in
        let account = if let id = call.owner { try await owner(id) } else { caller }
        _ = try await making(call.name, of: account) {
          try await account.administration.url(of: call.name)
        }
        return url(of: call.name, in: account)
      }
    case .listQueues:
      try await serve(ListQueues.self) { call in
        QueueURLPage(try await caller.administration.listQueues(call.options)) {
          url(of: $0, in: caller)
        }
      }
    case .listDeadLetterSourceQueues:
      try await serve(ListDeadLetterSourceQueues.self, on: \.queue.queue) { call in
        let account = try await owner(of: call.queue)
        let page = try await account.administration.deadLetterSources(
          of: call.queue.queue, call.options)
        return QueueURLPage(page) { url(of: $0, in: account) }
      }
    default: try await queue()
    }
  }

  /// What is done with one queue.
  private nonisolated(nonsending) func queue() async throws -> ServerResponse {
    switch asked.action {
    case .deleteQueue:
      try await serve(DeleteQueue.self, on: \.queue.queue) { call in
        try await owner(of: call.queue).administration.deleteQueue(call.queue.queue)
      }
    case .purgeQueue:
      try await serve(PurgeQueue.self, on: \.queue.queue) { call in
        try await owner(of: call.queue).administration.purgeQueue(call.queue.queue)
      }
    case .getQueueAttributes:
      try await serve(GetQueueAttributes.self, on: \.queue.queue) { call in
        let account = try await owner(of: call.queue)
        return try await account.administration.attributes(call.names, of: call.queue.queue)
      }
    default:
      try await serve(SetQueueAttributes.self, on: \.queue.queue) { call in
        let account = try await owner(of: call.queue)
        try await account.administration.setAttributes(call.attributes, of: call.queue.queue)
      }
    }
  }

  nonisolated(nonsending) func labels() async throws -> ServerResponse {
    switch asked.action {
    case .tagQueue:
      try await serve(TagQueue.self, on: \.queue.queue) { call in
        let account = try await owner(of: call.queue)
        try await account.administration.tag(call.queue.queue, with: call.tags)
      }
    case .untagQueue:
      try await serve(UntagQueue.self, on: \.queue.queue) { call in
        let account = try await owner(of: call.queue)
        try await account.administration.untag(call.queue.queue, keys: call.keys)
      }
    case .listQueueTags:
      try await serve(ListQueueTags.self, on: \.queue.queue) { call in
        try await owner(of: call.queue).administration.tags(of: call.queue.queue)
      }
    case .addPermission:
      try await serve(AddPermission.self, on: \.queue.queue) { call in
        let account = try await owner(of: call.queue)
        try await account.administration.addPermission(call.permission, to: call.queue.queue)
      }
    default:
      try await serve(RemovePermission.self, on: \.queue.queue) { call in
        let account = try await owner(of: call.queue)
        try await account.administration.removePermission(call.label, from: call.queue.queue)
      }
    }
  }
}
