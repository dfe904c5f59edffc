import DovetailTransport
import Testing

@Suite struct RedrivePolicyTests {
  private static let arn = "arn:aws:sqs:eu-west-1:123456789012:orders-dlq"

  @Test(arguments: [
    #"{"deadLetterTargetArn":"\#(arn)","maxReceiveCount":5}"#,
    #"{"maxReceiveCount":"5","deadLetterTargetArn":"\#(arn)"}"#,
    #" { "deadLetterTargetArn" : "\#(arn)" , "maxReceiveCount" : 5 } "#,
  ])
  func `reads the forms that SQS takes`(json: String) throws {
    let policy = try RedrivePolicy(json: json)

    #expect(policy.deadLetterTarget.description == Self.arn)
    #expect(policy.maxReceiveCount == 5)
  }

  @Test(arguments: ["", "null", "[]", "5", "{", "\"{}\""])
  func `refuses what is no JSON object`(json: String) throws {
    let error = try #require(throws: TransportError.self) { try RedrivePolicy(json: json) }

    #expect(error.code == .invalidAttributeValue)
    #expect(error.description.contains("RedrivePolicy"))
  }

  @Test(arguments: [
    "{}",
    #"{"deadLetterTargetArn":"\#(arn)"}"#, #"{"maxReceiveCount":5}"#,
    #"{"deadLetterTargetArn":"\#(arn)","maxReceiveCount":0}"#,
    #"{"deadLetterTargetArn":"\#(arn)","maxReceiveCount":1001}"#,
    #"{"deadLetterTargetArn":"\#(arn)","maxReceiveCount":-1}"#,
    #"{"deadLetterTargetArn":"\#(arn)","maxReceiveCount":1.5}"#,
    #"{"deadLetterTargetArn":"\#(arn)","maxReceiveCount":true}"#,
    #"{"deadLetterTargetArn":"\#(arn)","maxReceiveCount":null}"#,
    #"{"deadLetterTargetArn":"\#(arn)","maxReceiveCount":"five"}"#,
    #"{"deadLetterTargetArn":"\#(arn)","maxReceiveCount":5,"more":1}"#,
    #"{"deadLetterTargetArn":"orders","maxReceiveCount":5}"#,
    #"{"deadLetterTargetArn":5,"maxReceiveCount":5}"#,
    #"{"deadlettertargetarn":"\#(arn)","maxReceiveCount":5}"#,
  ])
  func `refuses other texts, and names them`(json: String) throws {
    let error = try #require(throws: TransportError.self) { try RedrivePolicy(json: json) }

    #expect(error.code == .invalidParameterValue)
    #expect(error.description.contains(json))
  }

  @Test func `writes what it reads back`() throws {
    let target = try #require(QueueARN(Self.arn))
    let policy = RedrivePolicy(deadLetterTarget: target, maxReceiveCount: 3)

    #expect(policy.json == #"{"deadLetterTargetArn":"\#(Self.arn)","maxReceiveCount":3}"#)
    #expect(try RedrivePolicy(json: policy.json) == policy)
  }
}
