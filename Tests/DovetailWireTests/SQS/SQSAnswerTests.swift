import DovetailTransport
import DovetailWire
import Testing

@Suite("Answers of SQS, as a client reads them")
struct SQSAnswerTests {
  private let queue: QueueURL

  init() throws {
    queue = try QueueURL("https://sqs.eu-west-1.amazonaws.com/123456789012/orders")
  }

  private func response(_ json: String) -> HTTPResponse {
    HTTPResponse(200, body: Array(json.utf8))
  }

  private func send(_ body: String, _ answer: String) throws -> SentMessage {
    try SendMessage(queue: queue, message: OutgoingMessage(body)).answer(from: response(answer))
  }

  @Test func `a body that arrived changed is a digest mismatch, not to be sent again`() throws {
    let error = #expect(throws: TransportError.self) {
      try send("b", #"{"MessageId":"1","MD5OfMessageBody":"00000000000000000000000000000000"}"#)
    }

    #expect(error?.code == .digestMismatch)
    #expect(error?.isTransient == false)
  }

  @Test func `digests are compared without case, and those that are not given not at all`() throws {
    let digest = "92EB5FFEE6AE2FEC3AD71C777531578F"

    #expect(try send("b", #"{"MessageId":"1","MD5OfMessageBody":"\#(digest)"}"#).id.rawValue == "1")
    #expect(try send("b", #"{"MessageId":"1"}"#).id.rawValue == "1")
  }

  @Test(arguments: ["MD5OfMessageAttributes", "MD5OfMessageSystemAttributes"])
  func `attributes that arrived changed are a digest mismatch`(name: String) throws {
    let message = OutgoingMessage("b", attributes: ["a": .string("1")], traceHeader: "Root=1")
    let answer = #"{"MessageId":"1","\#(name)":"00000000000000000000000000000000"}"#

    let error = #expect(throws: TransportError.self) {
      try SendMessage(queue: queue, message: message).answer(from: response(answer))
    }

    #expect(error?.code == .digestMismatch)
  }

  @Test func `in a batch a digest mismatch concerns its entry alone`() throws {
    let call = SendMessageBatch(
      queue: queue, messages: [OutgoingMessage("a"), OutgoingMessage("b")])

    let outcomes = try call.answer(
      from: response(
        #"{"Successful":[{"Id":"1","MessageId":"m1"},{"Id":"0","MessageId":"m0","#
          + #""MD5OfMessageBody":"0"}]}"#))

    #expect(outcomes.map(\.code) == [.digestMismatch, nil])
  }

  @Test func `a received message that was changed on its way leaves the others`() throws {
    let call = ReceiveMessage(
      queue: queue, options: ReceiveOptions(maxMessages: 10), at: Timestamp(milliseconds: 7))

    let outcomes = try call.answer(
      from: response(
        #"{"Messages":[{"MessageId":"1","ReceiptHandle":"r","Body":"b","MD5OfBody":"0"},"#
          + #"{"MessageId":"2","ReceiptHandle":"r","Body":"b"},{"MessageId":"3"}]}"#))

    #expect(outcomes.map(\.code) == [.digestMismatch, nil, .outcomeUnknown])
  }

  @Test func `a message that does not say when it was sent was so when it came`() throws {
    let now = Timestamp(milliseconds: 1_700_000_000_000)
    let call = ReceiveMessage(queue: queue, options: ReceiveOptions(), at: now)

    let outcomes = try call.answer(
      from: response(#"{"Messages":[{"MessageId":"2","ReceiptHandle":"r","Body":"b"}]}"#))

    let message = try #require(try outcomes.first?.get())
    #expect(message.sentAt == now)
    #expect(message.firstReceivedAt == now)
    #expect(message.receiveCount == 1)
  }

  @Test func `entries are matched by their ids, and one that is not mentioned is in doubt`() throws
  {
    let call = DeleteMessageBatch(
      queue: queue, receipts: ["a", "b", "c"].map(ReceiptHandle.init(rawValue:)))

    let outcomes = try call.answer(
      from: response(
        #"{"Successful":[{"Id":"2"},{"Id":"7"}],"Failed":[{"Id":"0","SenderFault":true,"#
          + #""Code":"ReceiptHandleIsInvalid","Message":"No."}]}"#))

    #expect(outcomes.map(\.code) == [.receiptHandleInvalid, .outcomeUnknown, nil])
  }

  @Test(arguments: [
    ("InternalError", false, TransportError.Code.unreachable),
    ("SomethingNew", false, .unreachable), ("SomethingNew", true, .refused),
    ("ServiceUnavailable", false, .unreachable), ("ThrottlingException", true, .throttled),
    ("KMS.AccessDeniedException", true, .kmsAccessDenied),
    ("AWS.SimpleQueueService.InternalError", false, .unreachable),
  ])
  func `a failed entry was not done, and may be tried again unless its sender is at fault`(
    code: String, isSenderFault: Bool, expected: TransportError.Code
  ) throws {
    let call = SendMessageBatch(queue: queue, messages: [OutgoingMessage("a")])

    let outcomes = try call.answer(
      from: response(
        #"{"Failed":[{"Id":"0","SenderFault":\#(isSenderFault),"Code":"\#(code)"}]}"#))

    #expect(outcomes.map(\.code) == [expected])
  }

  @Test(arguments: ["", "{", "[]", "<html/>", "{}", #"{"MessageId":null}"#, #"{"MessageId":"1""#])
  func `success that cannot be read is an unknown outcome`(body: String) throws {
    let error = #expect(throws: TransportError.self) { try send("b", body) }

    #expect(error?.code == .outcomeUnknown)
  }

  @Test func `an action that answers nothing may answer anything`() throws {
    let call = DeleteMessage(queue: queue, receipt: ReceiptHandle(rawValue: "r"))

    try call.answer(from: response(""))
    try call.answer(from: response("{}"))
  }

  @Test func `the URL of a queue may have a path of its service's own`() throws {
    let call = CreateQueue(
      name: try QueueName("orders"), attributes: QueueAttributes(), tags: [:])

    let url = try call.answer(from: response(#"{"QueueUrl":"http://localhost:9324/queue/orders"}"#))

    #expect(url.text == "http://localhost:9324/queue/orders")
    #expect(url.account == nil)
  }
}

extension Result where Failure == TransportError {
  /// The code of a failure; nil for a success.
  fileprivate var code: TransportError.Code? {
    switch self {
    case .success: nil
    case .failure(let error): error.code
    }
  }
}
