package import DovetailTransport

extension S3ErrorKind {
  /// How S3 tells a fault of a store; what it has no word for is an error of the server.
  package init(_ code: TransportError.Code) {
    self =
      switch code {
      case .bucketDoesNotExist: .noSuchBucket
      case .invalidBucketName: .invalidBucketName
      case .blobDoesNotExist: .noSuchKey
      case .preconditionFailed: .preconditionFailed
      case .invalidRange: .invalidRange
      case .invalidKey: .keyTooLong
      case .entityTooLarge: .entityTooLarge
      case .bucketAlreadyOwned: .bucketAlreadyOwnedByYou
      case .bucketNotEmpty: .bucketNotEmpty
      case .illegalLocation: .illegalLocationConstraint
      case .invalidArgument, .invalidParameterValue: .invalidArgument
      case .invalidRequest: .invalidRequest
      case .invalidDigest: .invalidDigest
      case .badDigest: .badDigest
      case .metadataTooLarge: .metadataTooLarge
      case .uploadDoesNotExist: .noSuchUpload
      case .invalidPart: .invalidPart
      case .invalidPartOrder: .invalidPartOrder
      case .entityTooSmall: .entityTooSmall
      case .conditionalRequestConflict: .conditionalRequestConflict
      case .accessDenied: .accessDenied
      case .throttled: .slowDown
      case .unsupportedOperation: .notImplemented
      case .unreachable, .storageFull, .storageBusy, .closed: .serviceUnavailable
      case .outcomeUnknown, .storageUnusable, .queueDoesNotExist, .queueNameExists,
        .invalidAttributeName, .invalidAttributeValue, .missingParameter,
        .invalidMessageContents, .emptyBatchRequest, .tooManyEntriesInBatchRequest,
        .batchRequestTooLong, .receiptHandleInvalid, .receiptHandleExpired, .messageNotAvailable,
        .visibilityLimitExceeded, .overLimit, .queueDeletedRecently, .purgeQueueInProgress,
        .resourceNotFound, .messageNotInFlight, .invalidAddress, .invalidSecurity,
        .kmsAccessDenied, .kmsDisabled, .kmsInvalidKeyUsage, .kmsInvalidState, .kmsNotFound,
        .kmsOptInRequired, .kmsThrottled, .refused, .digestMismatch:
        .internalError
      }
  }

  /// What a code of S3's means to who called; an unknown one is judged by its status.
  package var transportCode: TransportError.Code {
    if let code = Self.meanings[self.code] { return code }
    return switch status {
    case 401, 403: .accessDenied
    case 404: .blobDoesNotExist
    case 412: .preconditionFailed
    case 416: .invalidRange
    case 429: .throttled
    case 501: .unsupportedOperation
    case 502, 503: .unreachable
    case 500...: .outcomeUnknown
    default: .invalidRequest
    }
  }

  private static let meanings: [String: TransportError.Code] = {
    var meanings = spellings
    for code in TransportError.Code.allCases where code != .invalidParameterValue {
      let kind = S3ErrorKind(code)
      guard kind != .internalError, kind != .serviceUnavailable else { continue }
      meanings[kind.code] = code
    }
    return meanings
  }()

  /// Codes that no fault of a store is told by.
  ///
  /// Source: S3 API reference, "Error responses".
  private static let spellings: [String: TransportError.Code] = [
    "AllAccessDisabled": .accessDenied, "AccountProblem": .accessDenied,
    "BucketAlreadyExists": .accessDenied,
    "ExpiredToken": .accessDenied, "IncompleteBody": .unreachable,
    "InternalError": .outcomeUnknown, "InternalServerError": .outcomeUnknown,
    "InvalidAccessKeyId": .accessDenied, "InvalidPartNumber": .invalidRange,
    "InvalidToken": .accessDenied,
    "KMS.AccessDeniedException": .kmsAccessDenied, "KMS.DisabledException": .kmsDisabled,
    "KMS.InvalidKeyUsageException": .kmsInvalidKeyUsage,
    "KMS.InvalidStateException": .kmsInvalidState,
    "KMS.KMSInvalidStateException": .kmsInvalidState, "KMS.NotFoundException": .kmsNotFound,
    "KMS.OptInRequired": .kmsOptInRequired, "KMS.ThrottlingException": .kmsThrottled,
    "KeyTooLong": .invalidKey, "MethodNotAllowed": .unsupportedOperation,
    "NoSuchVersion": .blobDoesNotExist, "OperationAborted": .conditionalRequestConflict,
    "RequestLimitExceeded": .throttled, "RequestTimeTooSkewed": .accessDenied,
    "RequestTimeout": .unreachable, "ServiceUnavailable": .unreachable,
    "SignatureDoesNotMatch": .accessDenied, "Throttling": .throttled,
    "ThrottlingException": .throttled, "TooManyRequestsException": .throttled,
    "UnreadableAnswer": .outcomeUnknown,
  ]
}

extension S3Error {
  /// A fault of a store, as S3 tells it.
  package init(_ error: TransportError) {
    let kind = S3ErrorKind(error.code)
    let isOurs = kind == .internalError || kind == .serviceUnavailable
    // What a file or a lane says of itself is no client's business.
    self.init(kind, isOurs ? nil : error.detail)
  }

  /// The refusal as the caller of a store sees it; `attempt` says what was asked: "put s3://bucket/key".
  package func transportError(_ attempt: String) -> TransportError {
    TransportError(kind.transportCode, attempt: attempt, detail: description, cause: self)
  }
}
