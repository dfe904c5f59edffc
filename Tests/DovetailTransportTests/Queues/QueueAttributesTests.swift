import DovetailTransport
import Testing

@Suite struct QueueAttributesTests {
  @Test func `keeps values in the text form of SQS`() {
    var attributes = QueueAttributes()
    attributes.delay = .seconds(1)
    attributes.visibilityTimeout = .seconds(2)
    attributes.retention = .seconds(60)
    attributes.receiveWaitTime = .milliseconds(3001)
    attributes.maximumMessageSize = 1024

    #expect(
      attributes.values == [
        .delaySeconds: "1", .visibilityTimeout: "2", .messageRetentionPeriod: "60",
        .receiveMessageWaitTimeSeconds: "4", .maximumMessageSize: "1024",
      ])
  }

  @Test func `reads values from the text form of SQS`() {
    let attributes = QueueAttributes([.delaySeconds: "5", .maximumMessageSize: "2048"])

    #expect(attributes.delay == .seconds(5))
    #expect(attributes.maximumMessageSize == 2048)
    #expect(attributes.retention == nil)
  }

  @Test func `gives nil for a text that is no number`() {
    let attributes = QueueAttributes([.delaySeconds: "soon", .maximumMessageSize: "1 KB"])

    #expect(attributes.delay == nil)
    #expect(attributes.maximumMessageSize == nil)
  }

  @Test func `takes an attribute away when it is set to nil`() {
    var attributes = QueueAttributes([.delaySeconds: "5"])

    attributes.delay = nil

    #expect(attributes == QueueAttributes())
  }

  @Test func `keeps a redrive policy as JSON`() throws {
    let target = try #require(QueueARN("arn:aws:sqs:eu-west-1:123456789012:dlq"))
    var attributes = QueueAttributes()

    attributes.redrivePolicy = RedrivePolicy(deadLetterTarget: target, maxReceiveCount: 3)

    #expect(attributes[.redrivePolicy]?.contains("\"maxReceiveCount\":3") == true)
    #expect(attributes.redrivePolicy?.deadLetterTarget == target)
  }
}
