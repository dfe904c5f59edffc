internal import DovetailTransport
internal import DovetailWire

/// What a client knows calls and errors by, for rules that are written by hand.
enum FaultNames {
  /// The calls that an action of SQS or S3 is carried out by; a plan does not tell one message from a
  /// batch.
  static func action(_ name: String) -> FaultAction? {
    FaultAction(rawValue: name) ?? actions[name]
  }

  private static let actions: [String: FaultAction] = [
    "SendMessage": .send, "SendMessageBatch": .send, "ReceiveMessage": .receive,
    "DeleteMessage": .delete, "DeleteMessageBatch": .delete,
    "ChangeMessageVisibility": .changeVisibility,
    "ChangeMessageVisibilityBatch": .changeVisibility, "PutObject": .putBlob,
    "GetObject": .getBlob, "HeadObject": .headBlob, "DeleteObject": .deleteBlobs,
    "DeleteObjects": .deleteBlobs, "ListObjects": .listBlobs, "ListObjectsV2": .listBlobs,
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
