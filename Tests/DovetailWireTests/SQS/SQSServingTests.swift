import DovetailTransport
import DovetailWire
import Testing

@Suite("Requests of SQS, as a server reads and answers them")
struct SQSServingTests {
  @Test(arguments: try SQSRequestFixture.all())
  func `a form asks for the same as JSON, in a body or in a query`(
    fixture: SQSRequestFixture
  ) throws {
    let action = try #require(SQSAction(rawValue: fixture.action))
    let posted = HTTPRequest("POST", HTTPTarget("/"), body: Array(fixture.form.utf8))
    let got = HTTPRequest("GET", HTTPTarget("/?\(fixture.form)"))

    for request in [posted, got] {
      #expect(SQSEncoding(of: request) == .query)
      let read = try SQSRequest(request, .query)
      #expect(read.action == action)
      let call = try read.call(action.type)
      #expect(try tree(call.httpRequest().body) == tree(fixture.json.utf8))
    }
  }

  @Test(arguments: try SQSAnswerFixture.all())
  func `an answer is the same in JSON and in XML`(fixture: SQSAnswerFixture) throws {
    let action = try #require(SQSAction(rawValue: fixture.action))
    let call = try action.type.reading(fixture.request)

    let json = try call.serving(fixture.json, .json)
    let xml = try call.serving(fixture.json, .query)

    #expect(fixture.json.isEmpty == json.body.isEmpty)
    if !json.body.isEmpty { #expect(try tree(json.body) == tree(fixture.json.utf8)) }
    #expect(try XMLTree(parsing: xml.body) == XMLTree(parsing: Array(fixture.xml.utf8)))
    #expect(json.headers["Content-Type"] == "application/x-amz-json-1.0")
    #expect(xml.headers["Content-Type"] == "text/xml")
    #expect([json, xml].allSatisfy { $0.headers["x-amzn-RequestId"] == "req-1" })
  }

  @Test(arguments: SQSErrorCode.allCases)
  func `an error tells its shape, its old code and whose fault it is`(code: SQSErrorCode) throws {
    let error = SQSError(code, "No.")

    let response = SQSEncoding.json.response(error, requestID: "req-1")

    #expect(SQSError(response) == error)
    #expect(
      try tree(response.body)
        == .object([
          "__type": .string("\(code.row.namespace)#\(code.row.shape)"), "message": .string("No."),
        ]))
    #expect(
      response.headers["x-amzn-query-error"]
        == "\(code.row.queryCode);\(code.row.status < 500 ? "Sender" : "Receiver")")
  }

  @Test(arguments: SQSErrorCode.allCases.filter { $0 != .unknownOperation })
  func `an error of the query protocol is a document`(code: SQSErrorCode) throws {
    let response = SQSEncoding.query.response(SQSError(code, "No <\u{1}>."), requestID: "req-1")

    let text = String(decoding: response.body, as: UTF8.self)
    #expect(response.status == code.row.status)
    #expect(text.contains("<Code>\(code.row.queryCode)</Code>"))
    #expect(text.contains("<Type>\(code.row.status < 500 ? "Sender" : "Receiver")</Type>"))
    #expect(text.contains("<RequestId>req-1</RequestId>"))
  }

  @Test func `the words for a missing queue differ by protocol, and name none`() {
    let error = SQSError(
      TransportError(.queueDoesNotExist, attempt: "", detail: "There is no queue orders."))

    let json = SQSEncoding.json.response(error, requestID: "1")
    let query = SQSEncoding.query.response(error, requestID: "1")

    #expect(
      SQSError(json).message == "The specified queue does not exist.")
    #expect(
      String(decoding: query.body, as: UTF8.self).contains(
        "<Message>The specified queue does not exist for this wsdl version.</Message>"))
  }

  @Test func `a request is JSON by its target or its content type`() {
    #expect(
      SQSEncoding(
        of: HTTPRequest("POST", HTTPTarget("/"), headers: ["x-amz-target": "AmazonSQS.X"])) == .json
    )
    #expect(
      SQSEncoding(
        of: HTTPRequest(
          "POST", HTTPTarget("/"),
          headers: ["content-type": "application/x-amz-json-1.0; charset=utf-8"])) == .json)
    #expect(SQSEncoding(of: HTTPRequest("GET", HTTPTarget("/"))) == .query)
  }

  @Test func `a queue in the path counts unless a parameter names one`() throws {
    let path = HTTPTarget("/123456789012/orders?Action=DeleteQueue")
    let both = HTTPTarget("/123456789012/orders?Action=DeleteQueue&QueueUrl=bills")

    let fromPath = try SQSRequest(HTTPRequest("GET", path), .query).call(DeleteQueue.self)
    let fromParameter = try SQSRequest(HTTPRequest("GET", both), .query).call(DeleteQueue.self)

    #expect(fromPath.queue.queue.text == "orders")
    #expect(fromPath.queue.account == "123456789012")
    #expect(fromParameter.queue.queue.text == "bills")
  }

  @Test func `lists go by their numbers, which may have gaps`() throws {
    let target = HTTPTarget(
      "/?Action=UntagQueue&QueueUrl=q&TagKey.10=c&TagKey.2=a&TagKey.x=z&TagKey.3=b")

    let call = try SQSRequest(HTTPRequest("GET", target), .query).call(UntagQueue.self)

    #expect(call.keys == ["a", "b", "c"])
  }

  @Test func `what an entry cannot be leaves the others of its batch`() throws {
    let call = try SendMessageBatch.reading(
      #"{"QueueUrl":"q","Entries":[{"Id":"a","MessageBody":"1"},{"Id":"b"},{"Id":"c","MessageBody":"3","#
        + #""MessageAttributes":{"n":{"DataType":"String","StringListValues":["x"]}}},"#
        + #"{"Id":"d","MessageBody":"4","MessageSystemAttributes":{"n":{"DataType":"String"}}}]}"#)
    let sent = SentMessage(id: MessageID(rawValue: "m"))

    let response = SQSEncoding.json.response(
      to: call, call.batch.outcomes([.success(sent)]), requestID: "1")

    #expect(call.batch.values == [OutgoingMessage("1")])
    let members = try #require(try tree(response.body).members)
    #expect(members["Successful"]?.elements?.map { $0.members?["Id"]?.string } == ["a"])
    #expect(
      members["Failed"]?.elements?.map { $0.members?["Code"]?.string } == [
        "MissingParameter", "AWS.SimpleQueueService.UnsupportedOperation", "InvalidParameterValue",
      ])
    #expect(
      members["Failed"]?.elements?.first?.members?["Message"]?.string
        == "The request must contain the parameter SendMessageBatchRequestEntry.2.MessageBody.")
  }
}

extension SQSCall {
  /// The answer to this call that JSON stands for, as a server gives it.
  fileprivate func serving(_ json: String, _ encoding: SQSEncoding) throws -> HTTPResponse {
    let answer = try answer(from: HTTPResponse(200, body: Array(json.utf8)))
    return encoding.response(to: self, answer, requestID: "req-1")
  }
}
