extension TransportError {
  /// The kinds of fault.
  ///
  /// Source: the error lists of the SQS and S3 API references.
  public enum Code: String, Sendable, CaseIterable {
    /// No queue has that name.
    case queueDoesNotExist
    /// A queue with that name exists and its attributes differ from those asked for.
    case queueNameExists
    /// A name or an attribute's name is not one that SQS knows.
    case invalidAttributeName
    /// An attribute's value is out of its range.
    case invalidAttributeValue
    /// A parameter's value is against the rules.
    case invalidParameterValue
    /// A parameter that is needed was not given.
    case missingParameter
    /// A body or an attribute holds characters that SQS does not carry.
    case invalidMessageContents
    /// A batch without entries.
    case emptyBatchRequest
    /// A batch of more than ten entries.
    case tooManyEntriesInBatchRequest
    /// A batch of more bytes than a request may hold.
    case batchRequestTooLong
    /// The text is no receipt handle, or one of another queue.
    case receiptHandleInvalid
    /// The receipt handle was good, but its time is over (FIFO queues).
    case receiptHandleExpired
    /// The message is gone, so its visibility cannot be changed.
    case messageNotAvailable
    /// The change would hide the message for more than 12 hours after its receive.
    case visibilityLimitExceeded
    /// Too many messages are in flight, or a policy has too many statements or actions.
    case overLimit
    /// A queue of that name was deleted in the last 60 seconds.
    case queueDeletedRecently
    /// The queue was purged in the last 60 seconds.
    case purgeQueueInProgress
    /// What an ARN or a task's handle names is not there.
    case resourceNotFound
    /// The message is not in flight.
    case messageNotInFlight
    /// The address of the queue is not valid.
    case invalidAddress
    /// The request was not made as the service demands, such as over HTTPS.
    case invalidSecurity
    /// The caller may not use the queue's key.
    case kmsAccessDenied
    /// The queue's key is disabled.
    case kmsDisabled
    /// The queue's key cannot be used for this.
    case kmsInvalidKeyUsage
    /// The queue's key is in a state that does not allow this.
    case kmsInvalidState
    /// The queue's key does not exist.
    case kmsNotFound
    /// The account is not subscribed to the key service.
    case kmsOptInRequired
    /// The key service asks to slow down.
    case kmsThrottled
    /// The queue or this implementation does not offer the operation.
    case unsupportedOperation

    /// No bucket has that name.
    case bucketDoesNotExist
    /// The bucket's name is against the rules.
    case invalidBucketName
    /// No object has that key.
    case blobDoesNotExist
    /// The object exists, or has changed, against the condition of the call.
    case preconditionFailed
    /// The range begins behind the end of the object.
    case invalidRange
    /// The key is empty or over 1,024 bytes.
    case invalidKey
    /// The object is larger than the store holds.
    case entityTooLarge
    /// The bucket exists already, and is the caller's.
    case bucketAlreadyOwned
    /// The bucket still holds objects.
    case bucketNotEmpty
    /// A bucket cannot be made in that region from here.
    case illegalLocation
    /// An argument of S3's is against the rules.
    case invalidArgument
    /// What was asked of S3 does not go together.
    case invalidRequest
    /// A digest that was sent is not one.
    case invalidDigest
    /// A digest that was sent is not that of the bytes that came.
    case badDigest
    /// The user's metadata is over 2 KB.
    case metadataTooLarge
    /// No upload has that id: unknown, completed or aborted.
    case uploadDoesNotExist
    /// A part was not uploaded, or is another one.
    case invalidPart
    /// The parts are not in the order of their numbers.
    case invalidPartOrder
    /// A part but the last has less than 5 MiB.
    case entityTooSmall
    /// Another call came between; the whole upload may be tried again.
    case conditionalRequestConflict

    /// The caller may not do that.
    case accessDenied
    /// The service refused for a reason that has no code here; its own words say which.
    case refused
    /// The service has taken or given other bytes than were sent, or than it says itself.
    ///
    /// After a send the queue holds a message, so to send again would send twice.
    case digestMismatch
    /// The service asks to slow down.
    case throttled
    /// The service, or the file, could not be reached.
    case unreachable
    /// The answer was lost: the act may have happened or not.
    case outcomeUnknown
    /// No space is left.
    case storageFull
    /// Another process holds the file for too long.
    case storageBusy
    /// The file is damaged, not a database, of a newer version, or may not be written.
    case storageUnusable
    /// The transport has been closed.
    case closed

    var isTransient: Bool {
      switch self {
      case .throttled, .unreachable, .outcomeUnknown, .storageFull, .storageBusy, .overLimit,
        .kmsThrottled:
        true
      case .queueDoesNotExist, .queueNameExists, .invalidAttributeName, .invalidAttributeValue,
        .invalidParameterValue, .missingParameter, .invalidMessageContents, .emptyBatchRequest,
        .tooManyEntriesInBatchRequest, .batchRequestTooLong, .receiptHandleInvalid,
        .receiptHandleExpired, .messageNotAvailable, .visibilityLimitExceeded,
        .unsupportedOperation, .bucketDoesNotExist, .invalidBucketName, .blobDoesNotExist,
        .preconditionFailed, .invalidRange, .invalidKey, .entityTooLarge, .accessDenied,
        .bucketAlreadyOwned, .bucketNotEmpty, .illegalLocation, .invalidArgument, .invalidRequest,
        .invalidDigest, .badDigest, .metadataTooLarge, .uploadDoesNotExist, .invalidPart,
        .invalidPartOrder, .entityTooSmall, .conditionalRequestConflict, .storageUnusable, .closed,
        .queueDeletedRecently, .purgeQueueInProgress, .resourceNotFound,
        .messageNotInFlight, .invalidAddress, .invalidSecurity, .kmsAccessDenied, .kmsDisabled,
        .kmsInvalidKeyUsage, .kmsInvalidState, .kmsNotFound, .kmsOptInRequired, .refused,
        .digestMismatch:
        false
      }
    }
  }
}
