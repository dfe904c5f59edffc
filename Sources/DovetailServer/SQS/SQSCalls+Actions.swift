internal import DovetailTransport
internal import DovetailWire

// The 23 actions.
extension SQSCalls {
  nonisolated(nonsending) func response() async throws -> ServerResponse {
    switch asked.action {
    case .sendMessage, .sendMessageBatch, .receiveMessage, .deleteMessage, .deleteMessageBatch,
      .changeMessageVisibility, .changeMessageVisibilityBatch:
      try await messages()
    case .createQueue, .deleteQueue, .getQueueURL, .listQueues, .getQueueAttributes,
      .setQueueAttributes, .purgeQueue, .listDeadLetterSourceQueues:
      try await queues()
    case .tagQueue, .untagQueue, .listQueueTags, .addPermission, .removePermission:
      try await labels()
    case .startMessageMoveTask, .cancelMessageMoveTask, .listMessageMoveTasks:
      try await moveTasks()
    }
  }
}
