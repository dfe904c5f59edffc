import DovetailTransport

/// Reads what dead letters tell; a body that is kept elsewhere is not fetched.
struct LetterReader: Sendable {
  let format: any TaskFormat
  let payloads: PayloadStore?

  func letter(_ message: ReceivedMessage) -> DeadLetters.Letter {
    let note = DeadLetterNote(message.attributes)
    // Unreadable bodies are what dead-letter queues are for.
    let pointer = try? PayloadPointer(message)
    let task = pointer == nil ? try? format.decode(message) : nil
    let payloadTask = pointer.flatMap { payloads?.task(of: $0) }
    let source = message.deadLetterSource?.queue
    return DeadLetters.Letter(
      taskID: note?.taskID ?? task?.id ?? payloadTask,
      name: task?.name ?? message.attributes["task_name"]?.stringValue,
      origin: note.flatMap { try? QueueName($0.origin) } ?? source,
      reason: note?.reason, attempts: note?.attempts,
      // What SQS itself moves keeps its id.
      originalMessageID: note?.messageID ?? source.map { _ in message.id },
      messageID: message.id, sentAt: message.sentAt, receiveCount: message.receiveCount,
      group: message.groupID, entityID: message.attributes["entity_id"]?.stringValue)
  }

  func letter(_ message: PeekedMessage) -> DeadLetters.Letter {
    letter(
      ReceivedMessage(
        id: message.id, receipt: ReceiptHandle(rawValue: ""), body: message.body ?? "",
        attributes: message.attributes, sentAt: message.sentAt,
        firstReceivedAt: message.firstReceivedAt ?? message.sentAt,
        receiveCount: message.receiveCount, groupID: message.groupID,
        deadLetterSource: message.deadLetterSource))
  }
}
