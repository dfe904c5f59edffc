import DovetailTransport
import DovetailWire
import Testing

@Suite("Errors of SQS")
struct SQSErrorTests {
  private func answer(
    _ status: Int, _ json: String, _ headers: HTTPHeaders = [:]
  ) -> SQSError {
    SQSError(HTTPResponse(status, headers: headers, body: Array(json.utf8)))
  }

  @Test(arguments: SQSErrorCode.allCases)
  func `each is known by its shape and by its code of the query protocol`(code: SQSErrorCode) {
    for name in [
      code.row.shape, "\(code.row.namespace)#\(code.row.shape)", code.row.queryCode,
      "\(code.row.shape):http://internal.amazon.com/coral/",
    ] {
      #expect(answer(code.row.status, #"{"__type":"\#(name)","message":"No."}"#).code == code)
    }
  }

  @Test(arguments: [
    ("com.amazonaws.sqs#QueueDoesNotExist", 400, TransportError.Code.queueDoesNotExist),
    ("AWS.SimpleQueueService.NonExistentQueue", 400, .queueDoesNotExist),
    ("QueueAlreadyExists", 400, .queueNameExists), ("RequestThrottled", 403, .throttled),
    ("TooManyRequestsException", 400, .throttled), ("SlowDown", 503, .throttled),
    ("RequestThrottledException", 400, .throttled),
    ("InternalFailure", 500, .outcomeUnknown), ("ServiceUnavailable", 503, .unreachable),
    ("InvalidClientTokenId", 403, .accessDenied), ("ExpiredTokenException", 400, .accessDenied),
    ("KmsThrottled", 400, .kmsThrottled), ("OverLimit", 403, .overLimit),
    ("NewFault", 400, .refused), ("NewFault", 403, .accessDenied), ("NewFault", 429, .throttled),
    ("NewFault", 500, .outcomeUnknown), ("NewFault", 503, .unreachable),
    ("NewFault", 504, .outcomeUnknown),
  ])
  func `a client knows what an error is above the wire`(
    name: String, status: Int, code: TransportError.Code
  ) {
    #expect(answer(status, #"{"__type":"\#(name)"}"#).transportError.code == code)
  }

  @Test(arguments: [
    (
      "Value a for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.",
      TransportError.Code.receiptHandleExpired
    ),
    (
      "Value a for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not "
        + "available for visibility timeout change.", .messageNotAvailable
    ),
    (
      "Value 43200 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the "
        + "message is beyond the limit [43200 seconds]", .visibilityLimitExceeded
    ),
    ("Value a for parameter b is invalid.", .invalidParameterValue),
  ])
  func `what SQS tells apart by words alone is told apart`(
    message: String, code: TransportError.Code
  ) {
    let error = answer(
      400,
      #"{"__type":"com.amazon.coral.service#InvalidParameterValueException","message":"\#(message)"}"#
    )

    #expect(error.transportError.code == code)
  }

  @Test func `an error keeps the service's words and name`() {
    let error = answer(418, #"{"__type":"a.b#TeapotException:x","Message":"Short and stout."}"#)

    #expect(error.code == nil)
    #expect(error.name == "TeapotException")
    #expect(error.transportError.detail == "TeapotException: Short and stout.")
    #expect(error.transportError.cause as? SQSError == error)
  }

  @Test func `a name may stand in headers alone`() {
    let type = answer(400, "", ["x-amzn-ErrorType": "QueueDoesNotExist:http://x/"])
    let query = answer(400, "{}", ["x-amzn-query-error": "QueueAlreadyExists;Sender"])

    #expect(type.code == .queueDoesNotExist)
    #expect(query.code == .queueNameExists)
  }

  @Test func `the old code in the header tells what an unknown name is`() {
    let error = answer(
      400, #"{"__type":"com.amazonaws.sqs#NoSuchQueue"}"#,
      ["x-amzn-query-error": "AWS.SimpleQueueService.NonExistentQueue;Sender"])

    #expect(error.code == .queueDoesNotExist)
    #expect(error.name == "NoSuchQueue")
  }

  @Test func `a page of a proxy is not quoted`() {
    let error = answer(502, "<html><body>secret</body></html>")

    #expect(error.transportError.code == .outcomeUnknown)
    #expect(!error.description.contains("secret"))
    #expect(error.description.contains("502"))
  }

  @Test(arguments: TransportError.Code.allCases)
  func `an error comes back from the wire as what it was, as far as SQS knows it`(
    code: TransportError.Code
  ) {
    let error = SQSError(TransportError(code, attempt: "send", detail: Self.words[code] ?? "No."))

    let returned = error.transportError.code

    if let expected = Self.unknownToSQS[code] {
      #expect(returned == expected)
    } else if Self.ofObjects.contains(code) {
      #expect(returned == .outcomeUnknown)
    } else {
      #expect(returned == code)
    }
  }

  private static let words: [TransportError.Code: String] = [
    .receiptHandleExpired: "The receipt handle has expired.",
    .messageNotAvailable:
      "Message does not exist or is not available for visibility timeout change.",
    .visibilityLimitExceeded: "Total VisibilityTimeout for the message is beyond the limit",
  ]

  private static let unknownToSQS: [TransportError.Code: TransportError.Code] = [
    .storageFull: .unreachable, .storageBusy: .unreachable, .storageUnusable: .outcomeUnknown,
    .closed: .outcomeUnknown, .digestMismatch: .outcomeUnknown, .refused: .invalidParameterValue,
  ]

  private static let ofObjects: Set<TransportError.Code> = [
    .bucketDoesNotExist, .invalidBucketName, .blobDoesNotExist, .preconditionFailed, .invalidRange,
    .invalidKey, .entityTooLarge, .bucketAlreadyOwned, .bucketNotEmpty, .illegalLocation,
    .invalidArgument, .invalidRequest, .invalidDigest, .badDigest, .metadataTooLarge,
    .uploadDoesNotExist, .invalidPart, .invalidPartOrder, .entityTooSmall,
    .conditionalRequestConflict,
  ]

  @Test func `an error that came from SQS is passed on as it was`() {
    let error = answer(418, #"{"__type":"a.b#TeapotException","message":"Short and stout."}"#)

    #expect(SQSError(error.transportError.attempting("send to orders")) == error)
  }
}
