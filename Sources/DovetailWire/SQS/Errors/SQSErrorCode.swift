package import DovetailTransport

/// The errors that SQS answers with: one row of its table each.
package enum SQSErrorCode: CaseIterable, Hashable, Sendable {
  case queueDoesNotExist
  case queueNameExists
  case queueDeletedRecently
  case purgeQueueInProgress
  case emptyBatchRequest
  case tooManyEntriesInBatchRequest
  case batchEntryIDsNotDistinct
  case batchRequestTooLong
  case invalidBatchEntryID
  case invalidAttributeName
  case invalidAttributeValue
  case invalidMessageContents
  case messageNotInFlight
  case receiptHandleIsInvalid
  case overLimit
  case resourceNotFound
  case unsupportedOperation
  case requestThrottled
  case invalidSecurity
  case invalidAddress
  case kmsAccessDenied
  case kmsDisabled
  case kmsInvalidKeyUsage
  case kmsInvalidState
  case kmsNotFound
  case kmsOptInRequired
  case kmsThrottled

  // Those of the framework below SQS.
  case invalidParameterValue
  case missingParameter
  case serialization
  case unknownOperation
  case invalidAction
  case requestTooLarge
  case throttling
  case internalFailure
  case serviceUnavailable
  case accessDenied
  case unrecognizedClient
  case invalidSignature
  case incompleteSignature
  case missingAuthenticationToken
  case expiredToken
}

extension SQSErrorCode {
  /// How an error is spelled, and what it is here.
  package struct Row: Hashable, Sendable {
    /// The name of its shape, which `__type` ends in.
    package let shape: String
    /// What stands before the shape in `__type`.
    package let namespace: String
    /// The code of the query protocol, of failed entries, and of the header `x-amzn-query-error`.
    package let queryCode: String
    package let status: Int
    /// What it is above the wire.
    package let transportCode: TransportError.Code

    /// An error of SQS.
    fileprivate static func sqs(
      _ shape: String, query: String? = nil, status: Int = 400, as code: TransportError.Code
    ) -> Row {
      Row(
        shape: shape, namespace: "com.amazonaws.sqs", queryCode: query ?? shape, status: status,
        transportCode: code)
    }

    /// An error of SQS whose query code has the prefix of its older ones.
    fileprivate static func dotted(
      _ shape: String, query: String? = nil, status: Int = 400, as code: TransportError.Code
    ) -> Row {
      .sqs(shape, query: SQSErrorCode.legacyPrefix + (query ?? shape), status: status, as: code)
    }

    /// An error of AWS's framework.
    fileprivate static func framework(
      _ shape: String, query: String, status: Int = 400, as code: TransportError.Code
    ) -> Row {
      Row(
        shape: shape, namespace: "com.amazon.coral.service", queryCode: query, status: status,
        transportCode: code)
    }
  }

  static let legacyPrefix = "AWS.SimpleQueueService."

  /// The table.
  ///
  /// Source: SQS API reference, "Errors" of each action and "Common error types"; service models of
  /// botocore 1.31.60 (query) and 1.43.11 (JSON); statuses and names as recorded from SQS.
  package var row: Row {
    switch self {
    case .queueDoesNotExist:
      .dotted("QueueDoesNotExist", query: "NonExistentQueue", as: .queueDoesNotExist)
    case .queueNameExists:
      .sqs("QueueNameExists", query: "QueueAlreadyExists", as: .queueNameExists)
    case .queueDeletedRecently: .dotted("QueueDeletedRecently", as: .queueDeletedRecently)
    case .purgeQueueInProgress:
      .dotted("PurgeQueueInProgress", status: 403, as: .purgeQueueInProgress)
    case .emptyBatchRequest: .dotted("EmptyBatchRequest", as: .emptyBatchRequest)
    case .tooManyEntriesInBatchRequest:
      .dotted("TooManyEntriesInBatchRequest", as: .tooManyEntriesInBatchRequest)
    case .batchEntryIDsNotDistinct: .dotted("BatchEntryIdsNotDistinct", as: .invalidParameterValue)
    case .batchRequestTooLong: .dotted("BatchRequestTooLong", as: .batchRequestTooLong)
    case .invalidBatchEntryID: .dotted("InvalidBatchEntryId", as: .invalidParameterValue)
    case .invalidAttributeName: .sqs("InvalidAttributeName", as: .invalidAttributeName)
    case .invalidAttributeValue: .sqs("InvalidAttributeValue", as: .invalidAttributeValue)
    case .invalidMessageContents: .sqs("InvalidMessageContents", as: .invalidMessageContents)
    case .messageNotInFlight: .dotted("MessageNotInflight", as: .messageNotInFlight)
    case .receiptHandleIsInvalid:
      .sqs("ReceiptHandleIsInvalid", status: 404, as: .receiptHandleInvalid)
    case .overLimit: .sqs("OverLimit", status: 403, as: .overLimit)
    case .resourceNotFound: .sqs("ResourceNotFoundException", status: 404, as: .resourceNotFound)
    case .unsupportedOperation: .dotted("UnsupportedOperation", as: .unsupportedOperation)
    case .requestThrottled: .sqs("RequestThrottled", status: 403, as: .throttled)
    case .invalidSecurity: .sqs("InvalidSecurity", status: 403, as: .invalidSecurity)
    case .invalidAddress: .sqs("InvalidAddress", status: 404, as: .invalidAddress)
    case .kmsAccessDenied:
      .sqs("KmsAccessDenied", query: "KMS.AccessDeniedException", as: .kmsAccessDenied)
    case .kmsDisabled: .sqs("KmsDisabled", query: "KMS.DisabledException", as: .kmsDisabled)
    case .kmsInvalidKeyUsage:
      .sqs("KmsInvalidKeyUsage", query: "KMS.InvalidKeyUsageException", as: .kmsInvalidKeyUsage)
    case .kmsInvalidState:
      .sqs("KmsInvalidState", query: "KMS.InvalidStateException", as: .kmsInvalidState)
    case .kmsNotFound: .sqs("KmsNotFound", query: "KMS.NotFoundException", as: .kmsNotFound)
    case .kmsOptInRequired:
      .sqs("KmsOptInRequired", query: "KMS.OptInRequired", status: 403, as: .kmsOptInRequired)
    case .kmsThrottled: .sqs("KmsThrottled", query: "KMS.ThrottlingException", as: .kmsThrottled)
    case .invalidParameterValue:
      .framework(
        "InvalidParameterValueException", query: "InvalidParameterValue", as: .invalidParameterValue
      )
    case .missingParameter:
      .framework(
        "MissingRequiredParameterException", query: "MissingParameter", as: .missingParameter)
    case .serialization: .framework("SerializationException", query: "MalformedInput", as: .refused)
    case .unknownOperation:
      .framework("UnknownOperationException", query: "UnknownOperation", as: .unsupportedOperation)
    case .invalidAction:
      .framework("InvalidAction", query: "InvalidAction", as: .unsupportedOperation)
    case .requestTooLarge:
      .framework(
        "RequestEntityTooLargeException", query: "RequestEntityTooLarge", status: 413, as: .refused)
    case .throttling: .framework("ThrottlingException", query: "Throttling", as: .throttled)
    case .internalFailure:
      .framework("InternalFailure", query: "InternalFailure", status: 500, as: .outcomeUnknown)
    case .serviceUnavailable:
      .framework("ServiceUnavailable", query: "ServiceUnavailable", status: 503, as: .unreachable)
    case .accessDenied:
      .framework("AccessDeniedException", query: "AccessDenied", status: 403, as: .accessDenied)
    case .unrecognizedClient:
      .framework(
        "UnrecognizedClientException", query: "InvalidClientTokenId", status: 403, as: .accessDenied
      )
    case .invalidSignature:
      .framework(
        "InvalidSignatureException", query: "SignatureDoesNotMatch", status: 403, as: .accessDenied)
    case .incompleteSignature:
      .framework("IncompleteSignatureException", query: "IncompleteSignature", as: .accessDenied)
    case .missingAuthenticationToken:
      .framework(
        "MissingAuthenticationTokenException", query: "MissingAuthenticationToken", status: 403,
        as: .accessDenied)
    case .expiredToken:
      .framework("ExpiredTokenException", query: "ExpiredToken", status: 403, as: .accessDenied)
    }
  }
}
