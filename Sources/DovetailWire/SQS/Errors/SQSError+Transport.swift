package import DovetailTransport

/// What errors are above the wire, in both directions.
extension SQSError {
  /// Makes the error that a server answers with; one that came from SQS is passed on as it was.
  package init(_ error: TransportError) {
    if let cause = error.cause as? SQSError {
      self = cause
      return
    }
    let code = SQSErrorCode(error.code)
    self.init(
      code,
      code == .queueDoesNotExist ? Self.queueDoesNotExist : error.detail ?? error.code.rawValue)
  }

  /// The error of an entry of a batch, for which SQS has words of its own.
  init(ofEntry error: TransportError) {
    self.init(error)
    let alone = "One or more parameters are invalid."
    guard message.hasPrefix(alone) else { return }
    message = "One or more parameters cannot be validated." + message.dropFirst(alone.count)
  }

  /// The words of SQS, without the queue's name.
  static let queueDoesNotExist = "The specified queue does not exist."

  /// The error that a client throws, with this one as its cause; the caller says what was attempted.
  package var transportError: TransportError {
    TransportError(transportCode, attempt: "", detail: description, cause: self)
  }

  private var transportCode: TransportError.Code {
    if code == .invalidParameterValue,
      let told = Self.told.first(where: { message.contains($0.words) })
    {
      return told.code
    }
    if let code { return code.row.transportCode }
    switch status {
    case 429: return .throttled
    case 503: return .unreachable
    case 500...: return .outcomeUnknown
    case 401, 403: return .accessDenied
    default: return .refused
    }
  }

  /// What SQS tells apart by its words alone.
  private static let told: [(words: String, code: TransportError.Code)] = [
    ("The receipt handle has expired", .receiptHandleExpired),
    (
      "Message does not exist or is not available for visibility timeout change",
      .messageNotAvailable
    ),
    ("Total VisibilityTimeout for the message is beyond the limit", .visibilityLimitExceeded),
  ]
}

extension SQSErrorCode {
  /// What a server answers for an error of what it stands before.
  init(_ code: TransportError.Code) {
    self =
      switch code {
      case .queueDoesNotExist: .queueDoesNotExist
      case .queueNameExists: .queueNameExists
      case .queueDeletedRecently: .queueDeletedRecently
      case .purgeQueueInProgress: .purgeQueueInProgress
      case .emptyBatchRequest: .emptyBatchRequest
      case .tooManyEntriesInBatchRequest: .tooManyEntriesInBatchRequest
      case .batchRequestTooLong: .batchRequestTooLong
      case .invalidAttributeName: .invalidAttributeName
      case .invalidAttributeValue: .invalidAttributeValue
      case .invalidMessageContents: .invalidMessageContents
      case .messageNotInFlight: .messageNotInFlight
      case .receiptHandleInvalid: .receiptHandleIsInvalid
      case .overLimit: .overLimit
      case .resourceNotFound: .resourceNotFound
      case .unsupportedOperation: .unsupportedOperation
      case .throttled: .requestThrottled
      case .invalidSecurity: .invalidSecurity
      case .invalidAddress: .invalidAddress
      case .kmsAccessDenied: .kmsAccessDenied
      case .kmsDisabled: .kmsDisabled
      case .kmsInvalidKeyUsage: .kmsInvalidKeyUsage
      case .kmsInvalidState: .kmsInvalidState
      case .kmsNotFound: .kmsNotFound
      case .kmsOptInRequired: .kmsOptInRequired
      case .kmsThrottled: .kmsThrottled
      case .invalidParameterValue, .receiptHandleExpired, .messageNotAvailable,
        .visibilityLimitExceeded, .refused:
        .invalidParameterValue
      case .missingParameter: .missingParameter
      case .accessDenied: .accessDenied
      case .unreachable, .storageFull, .storageBusy: .serviceUnavailable
      case .outcomeUnknown, .digestMismatch, .storageUnusable, .closed, .bucketDoesNotExist,
        .invalidBucketName, .blobDoesNotExist, .preconditionFailed, .invalidRange, .invalidKey,
        .entityTooLarge, .bucketAlreadyOwned, .bucketNotEmpty, .illegalLocation, .invalidArgument,
        .invalidRequest, .invalidDigest, .badDigest, .metadataTooLarge, .uploadDoesNotExist,
        .invalidPart, .invalidPartOrder, .entityTooSmall, .conditionalRequestConflict:
        .internalFailure
      }
  }
}
