import DovetailTransport
import DovetailWire
import Testing

@Suite("Calls of SQS")
struct SQSCallTests {
  @Test(arguments: try SQSRequestFixture.all())
  func `a request is read and written as botocore writes it`(fixture: SQSRequestFixture) throws {
    let action = try #require(SQSAction(rawValue: fixture.action))

    let request = try action.type.reading(fixture.json).httpRequest()

    #expect(try tree(request.body) == tree(fixture.json.utf8))
    #expect(request.headers["X-Amz-Target"] == "AmazonSQS.\(fixture.action)")
    #expect(request.headers["Content-Type"] == "application/x-amz-json-1.0")
  }

  @Test(arguments: try SQSAnswerFixture.all())
  func `an answer is read and written as botocore reads it`(fixture: SQSAnswerFixture) throws {
    let action = try #require(SQSAction(rawValue: fixture.action))
    let call = try action.type.reading(fixture.request)

    let rewritten = try call.rewriting(Array(fixture.json.utf8))

    if fixture.json.isEmpty {
      #expect(rewritten.isEmpty)
    } else {
      #expect(try tree(rewritten) == tree(fixture.json.utf8))
    }
  }

  @Test func `there are requests and answers of every action`() throws {
    let all = Set(SQSAction.allCases.map(\.rawValue))

    #expect(try Set(SQSRequestFixture.all().map(\.action)) == all)
    #expect(try Set(SQSAnswerFixture.all().map(\.action)) == all)
  }

  @Test func `null, and members that are not known, are as if they were not there`() throws {
    let call = try SendMessage.reading(
      #"{"QueueUrl":"q","MessageBody":"b","DelaySeconds":null,"MessageGroupId":null,"New":{"a":[1]}}"#
    )

    #expect(call.message == OutgoingMessage("b"))
  }

  @Test func `numbers may be written as texts, and texts of attributes as numbers`() throws {
    let send = try SendMessage.reading(#"{"QueueUrl":"q","MessageBody":"b","DelaySeconds":"15"}"#)
    let set = try SetQueueAttributes.reading(
      #"{"QueueUrl":"q","Attributes":{"DelaySeconds":5,"ContentBasedDeduplication":true}}"#)

    #expect(send.message.delay == .seconds(15))
    #expect(set.attributes.texts == ["DelaySeconds": "5", "ContentBasedDeduplication": "true"])
  }

  @Test func `parts of a second are rounded up`() throws {
    let queue = try QueueURL("q")
    let call = SendMessage(queue: queue, message: OutgoingMessage("b", delay: .milliseconds(1200)))

    #expect(try tree(call.httpRequest().body).members?["DelaySeconds"]?.integer == 2)
  }

  @Test func `a receive asks for all attributes, by the old parameter and the new one`() throws {
    let call = ReceiveMessage(
      queue: try QueueURL("q"), options: ReceiveOptions(), at: Timestamp(milliseconds: 0))

    let members = try tree(call.httpRequest().body).members

    for name in ["AttributeNames", "MessageSystemAttributeNames", "MessageAttributeNames"] {
      #expect(members?[name] == .array([.string("All")]))
    }
  }

  @Test func `a request goes to the path of its endpoint`() throws {
    #expect(
      ListQueues(options: ListQueuesOptions()).httpRequest(path: "/sqs/").target.path == "/sqs/")
  }
}

extension QueueAttributes {
  fileprivate var texts: [String: String] {
    Dictionary(uniqueKeysWithValues: values.map { ($0.key.rawValue, $0.value) })
  }
}
