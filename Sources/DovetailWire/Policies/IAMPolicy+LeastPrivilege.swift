import DovetailTransport

extension IAMPolicy {
  /// What a program of that role must be allowed, and nothing else; statements without resources are
  /// left out.
  ///
  /// Source: SQS developer guide, "Amazon SQS API permissions: Actions and resource reference" and "Key
  /// management"; S3 user guide, "Required permissions for Amazon S3 API operations".
  package static func leastPrivilege(for role: IAMRole, of resources: IAMResources) -> IAMPolicy {
    let statements =
      queueStatements(role, resources) + folderStatements(role, resources.folders) + [
        Statement(
          "Keys", actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: resources.keys)
      ]
    return IAMPolicy(statements.filter { !$0.resources.isEmpty })
  }

  private static func queueStatements(
    _ role: IAMRole, _ resources: IAMResources
  ) -> [Statement] {
    let queues = Statement(
      "Queues", actions: permissions(of: queueActions(role)),
      resources: resources.queues.map(\.description))
    // A worker copies dead letters to their queue; only an administrator takes them out.
    let deadLetters = Statement(
      "DeadLetters", actions: permissions(of: deadLetterActions(role)),
      resources: resources.deadLetterQueues.map(\.description))
    let all = resources.queues + resources.deadLetterQueues
    switch role {
    case .producer: return [queues]
    case .worker: return [queues, deadLetters]
    case .admin:
      // A list names no queue, so it cannot be limited to some.
      let lists = Set(all.map { "arn:\($0.partition):sqs:\($0.region):\($0.account):*" }).sorted()
      return [
        queues, deadLetters,
        Statement("Lists", actions: permissions(of: [.listQueues]), resources: lists),
      ]
    }
  }

  private static let sending: [SQSAction] = [.getQueueAttributes, .getQueueURL, .sendMessage]
  private static let receiving: [SQSAction] = [
    .changeMessageVisibility, .deleteMessage, .receiveMessage,
  ]
  private static let administering: [SQSAction] = [
    .addPermission, .createQueue, .deleteQueue, .listDeadLetterSourceQueues, .listQueueTags,
    .purgeQueue, .removePermission, .setQueueAttributes, .tagQueue, .untagQueue,
  ]
  private static let moving: [SQSAction] = [
    .cancelMessageMoveTask, .listMessageMoveTasks, .startMessageMoveTask,
  ]

  private static func queueActions(_ role: IAMRole) -> [SQSAction] {
    switch role {
    case .producer: sending
    case .worker: sending + receiving
    case .admin: sending + receiving + administering
    }
  }

  private static func deadLetterActions(_ role: IAMRole) -> [SQSAction] {
    switch role {
    case .producer: []
    case .worker: sending
    case .admin: sending + receiving + administering + moving
    }
  }

  private static func permissions(of actions: [SQSAction]) -> [String] {
    Set(actions.map(\.permission)).sorted()
  }

  /// Who may not list a bucket is told of a missing object that access is denied.
  private static func folderStatements(
    _ role: IAMRole, _ folders: [IAMResources.Folder]
  ) -> [Statement] {
    var actions = ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"]
    if role != .producer { actions.insert("s3:DeleteObject", at: 1) }
    let objects = Statement(
      "Objects", actions: actions, resources: folders.map { "\($0.bucketARN)/\($0.pattern)" })
    let buckets = Dictionary(grouping: folders, by: \.bucketARN).sorted { $0.key < $1.key }
    let lists = buckets.enumerated().map { place, bucket in
      Statement(
        buckets.count == 1 ? "Bucket" : "Bucket\(place + 1)", actions: ["s3:ListBucket"],
        resources: [bucket.key],
        listedPrefixes: bucket.value.contains { $0.prefix.isEmpty }
          ? [] : bucket.value.map(\.pattern))
    }
    return [objects] + lists
  }
}

extension SQSAction {
  /// The permission that a call of it needs: those in batches have none of their own.
  ///
  /// Source: SQS developer guide, "Amazon SQS API permissions: Actions and resource reference".
  package var permission: String {
    switch self {
    case .sendMessageBatch: SQSAction.sendMessage.permission
    case .deleteMessageBatch: SQSAction.deleteMessage.permission
    case .changeMessageVisibilityBatch: SQSAction.changeMessageVisibility.permission
    default: "sqs:\(rawValue)"
    }
  }
}
