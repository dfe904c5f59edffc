import DovetailTransport
import DovetailWire
import Testing

@Suite("Requests of SQS that cannot be")
struct BadSQSRequestTests {
  /// The error that a server answers to a request with; nil when it takes it.
  private func error(_ request: HTTPRequest) -> SQSError? {
    do throws(SQSError) {
      let read = try SQSRequest(request, SQSEncoding(of: request))
      _ = try read.call(read.action.type)
      return nil
    } catch {
      return error
    }
  }

  private func error(_ action: String, _ json: String) -> SQSError? {
    error(
      HTTPRequest(
        "POST", HTTPTarget("/"), headers: ["X-Amz-Target": "AmazonSQS.\(action)"],
        body: Array(json.utf8)))
  }

  @Test(arguments: [
    ("SendMessage", #"{"MessageBody":"b"}"#, "QueueUrl"),
    ("SendMessage", #"{"QueueUrl":"q"}"#, "MessageBody"),
    ("SendMessage", #"{"QueueUrl":"q","MessageBody":""}"#, "MessageBody"),
    ("SendMessageBatch", #"{"QueueUrl":"q"}"#, "Entries"),
    (
      "SendMessageBatch", #"{"QueueUrl":"q","Entries":[{"Id":"a"},{}]}"#,
      "SendMessageBatchRequestEntry.2.Id"
    ),
    ("ReceiveMessage", "{}", "QueueUrl"), ("ReceiveMessage", "", "QueueUrl"),
    ("DeleteMessage", #"{"QueueUrl":"q"}"#, "ReceiptHandle"),
    ("ChangeMessageVisibility", #"{"QueueUrl":"q","ReceiptHandle":"r"}"#, "VisibilityTimeout"),
    ("GetQueueUrl", "{}", "QueueName"), ("RemovePermission", #"{"QueueUrl":"q"}"#, "Label"),
    ("StartMessageMoveTask", "{}", "SourceArn"), ("ListMessageMoveTasks", "{}", "SourceArn"),
    ("CancelMessageMoveTask", "{}", "TaskHandle"),
  ])
  func `a parameter that is needed is named`(
    action: String, json: String, parameter: String
  ) {
    let error = error(action, json)

    #expect(error?.code == .missingParameter)
    #expect(error?.message == "The request must contain the parameter \(parameter).")
  }

  @Test(
    arguments: [
      ("[]", nil), ("{", nil), (#"{"QueueUrl":"q","MessageBody":"b"}}"#, nil), ("\u{FEFF}{}", nil),
      ("nul", nil),
      (#"{"QueueUrl":5}"#, "NUMBER_VALUE can not be converted to a String"),
      (#"{"QueueUrl":{}}"#, "Start of structure or map found where not expected."),
      (#"{"QueueUrl":["q"]}"#, "Start of list found where not expected"),
      (#"{"QueueUrl":"q","DelaySeconds":"x"}"#, "STRING_VALUE can not be converted to an Integer"),
      (#"{"QueueUrl":"q","DelaySeconds":true}"#, "TRUE_VALUE can not be converted to an Integer"),
      (#"{"QueueUrl":"q","DelaySeconds":1.5}"#, "NUMBER_VALUE can not be converted to an Integer"),
      (
        #"{"QueueUrl":"q","DelaySeconds":99999999999999999999}"#,
        "NUMBER_VALUE can not be converted to an Integer"
      ),
      (#"{"QueueUrl":"q","MessageAttributes":[]}"#, "Expected map or null"),
      (
        #"{"QueueUrl":"q","MessageAttributes":{"a":{"DataType":5}}}"#,
        "NUMBER_VALUE can not be converted to a String"
      ),
      (
        #"{"QueueUrl":"q","MessageAttributes":{"a":{"BinaryValue":"A"}}}"#,
        "A value of type Binary is not base64 with padding"
      ),
    ] as [(String, String?)])
  func `what is no such JSON is a SerializationException`(json: String, message: String?) {
    let error = error("SendMessage", json)

    #expect(error?.code == .serialization)
    #expect(error?.status == 400)
    if let message { #expect(error?.message == message) }
  }

  @Test(arguments: [
    (
      #"{"QueueUrl":"q","Entries":[]}"#, SQSErrorCode.emptyBatchRequest,
      "There should be at least one DeleteMessageBatchRequestEntry in the request."
    ),
    (
      #"{"QueueUrl":"q","Entries":[{},{},{},{},{},{},{},{},{},{},{}]}"#,
      .tooManyEntriesInBatchRequest,
      "Maximum number of entries per request are 10. You have sent 11."
    ),
    (
      #"{"QueueUrl":"q","Entries":[{"Id":"a b"}]}"#, .invalidBatchEntryID,
      "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at "
        + "most 80 letters long."
    ),
    (
      #"{"QueueUrl":"q","Entries":[{"Id":"a"},{"Id":"b"},{"Id":"b"},{"Id":"a"}]}"#,
      .batchEntryIDsNotDistinct, "Id b repeated."
    ),
  ])
  func `what is wrong with a whole batch is told before its entries are looked at`(
    json: String, code: SQSErrorCode, message: String
  ) {
    let error = error("DeleteMessageBatch", json)

    #expect(error?.code == code)
    #expect(error?.message == message)
  }

  @Test(arguments: [
    ("CreateQueue", "{}", SQSErrorCode.invalidParameterValue),
    ("CreateQueue", #"{"QueueName":""}"#, .invalidParameterValue),
    ("CreateQueue", #"{"QueueName":"a b"}"#, .invalidParameterValue),
    ("GetQueueUrl", #"{"QueueName":"a b"}"#, .queueDoesNotExist),
    ("DeleteQueue", #"{"QueueUrl":"http://localhost/1/orders"}"#, .queueDoesNotExist),
    ("StartMessageMoveTask", #"{"SourceArn":"orders"}"#, .invalidParameterValue),
    ("StartMessageMoveTask", #"{"SourceArn":"arn:aws:s3:::b"}"#, .invalidParameterValue),
    ("ListMessageMoveTasks", #"{"SourceArn":"arn:aws:sns:r:1:t"}"#, .resourceNotFound),
  ])
  func `what cannot name anything is refused as SQS does`(
    action: String, json: String, code: SQSErrorCode
  ) {
    #expect(error(action, json)?.code == code)
  }

  @Test func `an action that is not known is told by each protocol in its way`() {
    let json = error("Fly", "{}")
    let form = error(HTTPRequest("POST", HTTPTarget("/"), body: Array("Action=Fly".utf8)))
    let none = error(HTTPRequest("GET", HTTPTarget("/123456789012/orders")))

    #expect(json?.code == .unknownOperation)
    #expect(form?.code == .invalidAction)
    #expect(form?.message == "The action Fly is not valid for this endpoint.")
    #expect(none?.code == .unknownOperation)
    let response = none.map { SQSEncoding.query.response($0, requestID: "1") }
    #expect(response?.status == 404)
    #expect(
      response.map { String(decoding: $0.body, as: UTF8.self) } == "<UnknownOperationException/>")
  }

  @Test(arguments: ["CreateQueue", "ListQueues"])
  func `a queue's own path does not take an action of no queue`(action: String) {
    let target = HTTPTarget("/123456789012/orders?Action=\(action)&QueueName=a")

    #expect(error(HTTPRequest("GET", target))?.code == .invalidAction)
  }

  @Test(arguments: [
    "Action=ListQueues&QueueNamePrefix=%", "Action=ListQueues&QueueNamePrefix=%zz",
    "Action=ListQueues&QueueNamePrefix=%FF",
    "Action=ListQueues&" + Array(repeating: "a=1", count: 2001).joined(separator: "&"),
    "Action=ListQueues&MaxResults=many",
  ])
  func `a malformed form is refused`(form: String) {
    #expect(
      error(HTTPRequest("POST", HTTPTarget("/"), body: Array(form.utf8)))?.code == .serialization)
  }

  @Test func `a form with a text in place of an entry is told what that lacks`() {
    let form = "Action=SendMessageBatch&QueueUrl=q&SendMessageBatchRequestEntry.1=a"

    #expect(
      error(HTTPRequest("POST", HTTPTarget("/"), body: Array(form.utf8)))?.message
        == "The request must contain the parameter SendMessageBatchRequestEntry.1.Id.")
  }

  @Test(arguments: ["", "&MessageAttribute.1.Value=v"])
  func `an attribute that a form gives no type has none, for the rules of messages to refuse`(
    value: String
  ) throws {
    let form = "Action=SendMessage&QueueUrl=q&MessageBody=b&MessageAttribute.1.Name=n\(value)"
    let request = HTTPRequest("POST", HTTPTarget("/"), body: Array(form.utf8))

    let call = try SQSRequest(request, .query).call(SendMessage.self)

    #expect(call.message.attributes["n"] == MessageAttribute(dataType: "", value: .string("")))
  }

  @Test func `dots without end in a name are no deep tree`() {
    let form = "Action=ListQueues&" + String(repeating: "a.", count: 10_000) + "=1"

    #expect(error(HTTPRequest("POST", HTTPTarget("/"), body: Array(form.utf8))) == nil)
  }

  @Test func `requests are bounded in bytes, elements and depth`() {
    let large = HTTPRequest(
      "POST", HTTPTarget("/"), headers: ["X-Amz-Target": "AmazonSQS.DeleteQueue"],
      body: [UInt8](repeating: 0x20, count: 8 << 20 + 1))
    let keys = Array(repeating: #""k""#, count: 1001).joined(separator: ",")
    let deep = #"{"QueueUrl":"q","x":"# + String(repeating: "[", count: 10_000)

    #expect(error(large)?.status == 413)
    #expect(error("UntagQueue", #"{"QueueUrl":"q","TagKeys":[\#(keys)]}"#)?.code == .serialization)
    #expect(error("DeleteQueue", deep)?.code == .serialization)
  }

  @Test(arguments: try SQSRequestFixture.all())
  func `a request with bytes changed or missing is taken or refused, never a trap`(
    fixture: SQSRequestFixture
  ) {
    var random = RandomSource.seeded(0x5155_4555)

    for _ in 0..<40 {
      let json = Array(fixture.json.utf8).mutated(using: &random)
      let form = Array(fixture.form.utf8).mutated(using: &random)
      let target = ["X-Amz-Target": "AmazonSQS.\(fixture.action)"] as HTTPHeaders
      let refusals = [
        error(HTTPRequest("POST", HTTPTarget("/"), headers: target, body: json)),
        error(HTTPRequest("POST", HTTPTarget("/"), body: form)),
      ]
      #expect(refusals.allSatisfy { ($0?.status ?? 400) < 500 })
    }
  }

  @Test(arguments: try SQSAnswerFixture.all())
  func `an answer with bytes changed or missing is read or refused, never a trap`(
    fixture: SQSAnswerFixture
  ) throws {
    let action = try #require(SQSAction(rawValue: fixture.action))
    let call = try action.type.reading(fixture.request)
    var random = RandomSource.seeded(0x414E_5357)

    for _ in 0..<40 {
      let body = Array(fixture.json.utf8).mutated(using: &random)
      _ = try? call.answer(from: HTTPResponse(200, body: body))
      _ = SQSError(HTTPResponse(400, body: body)).transportError
    }
  }
}

extension [UInt8] {
  /// The bytes with one to four of them changed, left out or doubled, or the end cut off.
  fileprivate func mutated(using random: inout RandomSource) -> [UInt8] {
    var bytes = self
    for _ in 0...Int.random(in: 0..<4, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: bytes.indices, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(bytes[place], at: place)
      case 3: bytes[place] = Array(#"{}[]":,\0-&=.%"#.utf8).randomElement(using: &random) ?? 0
      default: bytes.removeLast(bytes.count - place)
      }
    }
    return bytes
  }
}
