internal import DovetailTransport
internal import DovetailWire

/// What a client knows calls and errors by, for rules that are written by hand.
enum FaultNames {
  /// What can happen to the calls of an action of SQS or S3; nil: the server does not answer it.
  static func action(_ name: String) -> FaultAction? {
    SQSAction(rawValue: name)?.faultAction ?? ofS3[name]
  }

  /// All actions, in the order of their names.
  static let actions = (SQSAction.allCases.map(\.rawValue) + ofS3.keys).sorted()

  private static let ofS3: [String: FaultAction] = [
    "PutObject": .putBlob, "CopyObject": .putBlob, "UploadPart": .putBlob,
    "UploadPartCopy": .putBlob, "CompleteMultipartUpload": .putBlob, "GetObject": .getBlob,
    "HeadObject": .headBlob, "DeleteObject": .deleteBlobs, "DeleteObjects": .deleteBlobs,
    "ListObjects": .listBlobs, "ListObjectsV2": .listBlobs, "ListBuckets": .administration,
    "CreateBucket": .administration, "HeadBucket": .administration,
    "DeleteBucket": .administration, "GetBucketLocation": .administration,
    "CreateMultipartUpload": .administration, "AbortMultipartUpload": .administration,
    "ListParts": .administration, "ListMultipartUploads": .administration,
  ]

  /// The error that SQS or S3 calls by that name, or Dovetail does.
  static func code(_ name: String) -> TransportError.Code? {
    if let code = TransportError.Code(rawValue: name) { return code }
    let ofSQS = SQSErrorCode.allCases.first { code in
      code.row.shape == name || code.row.queryCode == name
    }
    if let ofSQS { return ofSQS.row.transportCode }
    // What S3 does not know by its code alone it would judge by a status.
    let ofS3 = S3ErrorKind(name, 0, "").transportCode
    return ofS3 == .invalidRequest && name != S3ErrorKind.invalidRequest.code ? nil : ofS3
  }
}

extension SQSAction {
  /// What can happen to its calls.
  var faultAction: FaultAction {
    switch self {
    case .sendMessage, .sendMessageBatch: .send
    case .receiveMessage: .receive
    case .deleteMessage, .deleteMessageBatch: .delete
    case .changeMessageVisibility, .changeMessageVisibilityBatch: .changeVisibility
    case .addPermission, .cancelMessageMoveTask, .createQueue, .deleteQueue, .getQueueAttributes,
      .getQueueURL, .listDeadLetterSourceQueues, .listMessageMoveTasks, .listQueueTags, .listQueues,
      .purgeQueue, .removePermission, .setQueueAttributes, .startMessageMoveTask, .tagQueue,
      .untagQueue:
      .administration
    }
  }
}
