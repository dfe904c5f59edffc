/// The actions of SQS, by their names.
///
/// Source: SQS API reference, "Actions".
package enum SQSAction: String, CaseIterable, Hashable, Sendable {
  case addPermission = "AddPermission"
  case cancelMessageMoveTask = "CancelMessageMoveTask"
  case changeMessageVisibility = "ChangeMessageVisibility"
  case changeMessageVisibilityBatch = "ChangeMessageVisibilityBatch"
  case createQueue = "CreateQueue"
  case deleteMessage = "DeleteMessage"
  case deleteMessageBatch = "DeleteMessageBatch"
  case deleteQueue = "DeleteQueue"
  case getQueueAttributes = "GetQueueAttributes"
  case getQueueURL = "GetQueueUrl"
  case listDeadLetterSourceQueues = "ListDeadLetterSourceQueues"
  case listMessageMoveTasks = "ListMessageMoveTasks"
  case listQueueTags = "ListQueueTags"
  case listQueues = "ListQueues"
  case purgeQueue = "PurgeQueue"
  case receiveMessage = "ReceiveMessage"
  case removePermission = "RemovePermission"
  case sendMessage = "SendMessage"
  case sendMessageBatch = "SendMessageBatch"
  case setQueueAttributes = "SetQueueAttributes"
  case startMessageMoveTask = "StartMessageMoveTask"
  case tagQueue = "TagQueue"
  case untagQueue = "UntagQueue"
}
