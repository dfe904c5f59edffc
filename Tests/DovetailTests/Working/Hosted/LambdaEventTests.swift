import Dovetail
import Foundation
import Testing

@Suite("Worker: events of AWS Lambda", .timeLimit(.minutes(5)))
struct LambdaEventTests {
  /// The example of AWS's documentation, with a message attribute of each kind.
  private static let event = """
    {
      "Records": [
        {
          "messageId": "059f36b4-87a3-44ab-83d2-661975830a7d",
          "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...",
          "body": "Test message.",
          "attributes": {
            "ApproximateReceiveCount": "2",
            "SentTimestamp": "1545082649183",
            "SenderId": "AIDAIENQZJOLO23YVJ4VO",
            "ApproximateFirstReceiveTimestamp": "1545082649185",
            "MessageGroupId": "g",
            "MessageDeduplicationId": "d",
            "SequenceNumber": "18850000000000000000",
            "AWSTraceHeader": "Root=1-5759e988-bd862e3fe1be46a994272793",
            "DeadLetterQueueSourceArn": "arn:aws:sqs:us-east-2:123456789012:origin"
          },
          "messageAttributes": {
            "text": {"stringValue": "abc", "stringListValues": [], "binaryListValues": [], "dataType": "String"},
            "number": {"stringValue": "123", "dataType": "Number.int"},
            "bytes": {"binaryValue": "AP8=", "stringListValues": [], "dataType": "Binary"}
          },
          "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
          "eventSource": "aws:sqs",
          "eventSourceARN": "arn:aws:sqs:us-east-2:123456789012:my-queue",
          "awsRegion": "us-east-2"
        }
      ]
    }
    """

  @Test func `an event is read into messages, with all that it tells`() throws {
    let event = try LambdaSQSEvent(json: Self.event.utf8)

    #expect(event.queue?.description == "arn:aws:sqs:us-east-2:123456789012:my-queue")
    let message = try #require(event.messages.first)
    #expect(event.messages.count == 1)
    #expect(message.id.rawValue == "059f36b4-87a3-44ab-83d2-661975830a7d")
    #expect(message.receipt.rawValue == "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...")
    #expect(message.body == "Test message.")
    #expect(
      message.attributes == [
        "text": .string("abc"),
        "number": MessageAttribute(dataType: "Number.int", value: .string("123")),
        "bytes": .binary([0, 255]),
      ])
    #expect(
      message.headers == [
        "ApproximateReceiveCount": "2", "SentTimestamp": "1545082649183",
        "SenderId": "AIDAIENQZJOLO23YVJ4VO", "ApproximateFirstReceiveTimestamp": "1545082649185",
        "MessageGroupId": "g", "MessageDeduplicationId": "d",
        "SequenceNumber": "18850000000000000000",
        "AWSTraceHeader": "Root=1-5759e988-bd862e3fe1be46a994272793",
        "DeadLetterQueueSourceArn": "arn:aws:sqs:us-east-2:123456789012:origin",
      ])
  }

  @Test func `an event that another decoder reads is the same`() throws {
    let event = try JSONDecoder().decode(LambdaSQSEvent.self, from: Data(Self.event.utf8))

    #expect(try event == LambdaSQSEvent(json: Self.event.utf8))
  }

  @Test(arguments: [
    (#""Records""#, #""Rows""#, "Records"),
    (#""messageId": "059"#, #""id": "059"#, "messageId"),
    (#""receiptHandle""#, #""handle""#, "receiptHandle"),
    (#""body""#, #""text""#, "body"),
    (#""SentTimestamp": "1545082649183","#, "", "SentTimestamp"),
    (
      #""ApproximateReceiveCount": "2""#, #""ApproximateReceiveCount": "two""#,
      "ApproximateReceiveCount"
    ),
    (
      "arn:aws:sqs:us-east-2:123456789012:my-queue", "arn:aws:sns:us-east-2:1:topic",
      "eventSourceARN"
    ),
    (#""stringValue": "abc", "#, "", "messageAttributes"),
    (#""Test message.""#, "7", "form"),
    ("]", "", "form"),
  ])
  func `an event that lacks what is needed is refused with a sentence`(
    text: String, other: String, named: String
  ) throws {
    let broken = Self.event.replacingOccurrences(of: text, with: other)
    try #require(broken != Self.event)

    let error = #expect(throws: TaskFormatError.self) { try LambdaSQSEvent(json: broken.utf8) }

    #expect(error?.description.contains(named) == true, "\(String(describing: error))")
    #expect(error?.description.hasPrefix("Not a Lambda event of SQS messages") == true)
  }

  @Test func `an event is run, and answered in Lambda's JSON`() async throws {
    let bench = try await Workbench { $0.namePrefix = "staging-" }
    let even = bench.broker.task("even") { (number: Int) in
      guard number % 2 == 0 else { throw PaymentDeclined() }
    }
    for number in 0..<3 { try await even.enqueue(number) }
    let messages = try await bench.visible(in: QueueName("staging-default"))
    let event = try LambdaSQSEvent(json: lambdaEvent(messages, from: "staging-default"))

    let report = try await Worker(bench.broker) { even }.run(event)

    #expect(event.messages == messages)
    #expect(
      String(decoding: report.partialBatchResponse.json, as: UTF8.self)
        == #"{"batchItemFailures":[{"itemIdentifier":"\#(messages[1].id)"}]}"#)
    #expect(
      try JSONDecoder().decode(
        PartialBatchResponse.self, from: Data(report.partialBatchResponse.json))
        == report.partialBatchResponse)
  }

  @Test func `an event of a queue that the broker does not know is refused`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("task") {}

    let error = await #expect(throws: TaskError.self) {
      try await Worker(bench.broker) { task }.run(LambdaSQSEvent(json: Self.event.utf8))
    }

    #expect(error?.code == .unknownQueue)
  }

  @Test func `an event without messages has no failures`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("task") {}

    let report = try await Worker(bench.broker) { task }
      .run(LambdaSQSEvent(json: #"{"Records": []}"#.utf8))

    #expect(
      String(decoding: report.partialBatchResponse.json, as: UTF8.self)
        == #"{"batchItemFailures":[]}"#)
  }

  /// The JSON in which Lambda would hand these messages over.
  private func lambdaEvent(_ messages: [ReceivedMessage], from queue: String) throws -> Data {
    let records = messages.map { message -> [String: Any] in
      [
        "messageId": message.id.rawValue, "receiptHandle": message.receipt.rawValue,
        "body": message.body, "attributes": message.headers,
        "eventSourceARN": "arn:aws:sqs:eu-west-1:123456789012:\(queue)",
      ]
    }
    return try JSONSerialization.data(withJSONObject: ["Records": records])
  }
}
