import DovetailTransport
import Testing

@Suite struct QueueARNTests {
  @Test func `reads its parts`() throws {
    let arn = try #require(QueueARN("arn:aws-cn:sqs:cn-north-1:123456789012:orders.fifo"))

    #expect(arn.partition == "aws-cn")
    #expect(arn.region == "cn-north-1")
    #expect(arn.account == "123456789012")
    #expect(try arn.queue == QueueName("orders.fifo"))
  }

  @Test func `writes itself as it is read`() throws {
    let arn = QueueARN(
      region: "eu-west-1", account: "123456789012", queue: try QueueName("orders"))

    #expect(arn.description == "arn:aws:sqs:eu-west-1:123456789012:orders")
    #expect(QueueARN(arn.description) == arn)
  }

  @Test(arguments: [
    "", "orders", "arn:aws:sqs:eu-west-1:123456789012", "arn:aws:sqs:eu-west-1:123456789012:",
    "arn:aws:sqs:eu-west-1:123456789012:a:b", "arn:aws:sns:eu-west-1:123456789012:orders",
    "ARN:aws:sqs:eu-west-1:123456789012:orders", "arn::sqs:eu-west-1:123456789012:orders",
    "arn:aws:sqs::123456789012:orders", "arn:aws:sqs:eu-west-1::orders",
    "arn:aws:sqs:eu-west-1:123456789012:a b", " arn:aws:sqs:eu-west-1:123456789012:orders",
  ])
  func `is made of no other text`(text: String) {
    #expect(QueueARN(text) == nil)
  }
}
