import DovetailTransport
import Testing

/// What the contracts claim of every transport is tested there: here are the texts, and the ends.
@Suite struct MessageRulesTests {
  @Test(
    arguments: [
      (
        MessageAttribute(dataType: "Number", value: .string("0x10")),
        "Can't cast the value of message (user) attribute 'n' to a number."
      ),
      (
        MessageAttribute(dataType: "String", value: .string("")),
        "Message (user) attribute 'n' must contain a non-empty value of type 'String'."
      ),
      (
        MessageAttribute(dataType: "Binary", value: .string("a")),
        "The message (user) attribute 'n' with type 'Binary' must use field 'Binary'."
      ),
    ])
  func `says in the words of SQS what is wrong with an attribute`(
    attribute: MessageAttribute, detail: String
  ) throws {
    let message = OutgoingMessage("a", attributes: ["n": attribute])

    let error = try #require(throws: TransportError.self) {
      try MessageRules.check(message, to: QueueName("queue"), maximumSize: 1024)
    }

    #expect(error.code == .invalidParameterValue)
    #expect(error.detail == detail)
  }

  @Test(arguments: [
    Duration.seconds(-1), .milliseconds(-1), .milliseconds(900_001), .seconds(1e19),
    Duration(secondsComponent: .max, attosecondsComponent: 1),
  ])
  func `refuses a delay out of range, however far`(delay: Duration) throws {
    let error = try #require(throws: TransportError.self) {
      try MessageRules.check(
        OutgoingMessage("a", delay: delay), to: QueueName("queue"), maximumSize: 1024)
    }

    #expect(error.code == .invalidParameterValue)
    #expect(error.detail?.contains("DelaySeconds must be >= 0 and <= 900.") == true)
  }

  @Test(arguments: [Duration.seconds(-1), .seconds(1e19)])
  func `refuses timeouts and waits out of range, however far`(duration: Duration) {
    let receipt = ReceiptHandle(rawValue: "a")
    #expect(throws: TransportError.self) {
      try MessageRules.check(
        ReceiveOptions(visibilityTimeout: duration), from: QueueName("queue"))
    }
    #expect(throws: TransportError.self) {
      try MessageRules.check(
        ReceiveOptions(waitTime: duration), from: QueueName("queue"))
    }
    #expect(throws: TransportError.self) {
      try MessageRules.check(VisibilityChange(receipt: receipt, timeout: duration))
    }
  }

  @Test func `counts the bytes of body, names, types and values`() {
    let message = OutgoingMessage(
      "é", attributes: ["ab": .string("cde"), "f": .binary([1, 2, 3, 4])])

    #expect(message.size == 2 + (2 + 6 + 3) + (1 + 6 + 4))
  }
}
