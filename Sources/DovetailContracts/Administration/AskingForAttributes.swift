internal import DovetailTransport

extension QueueAdministrationContract {
  /// Source: SQS API reference, GetQueueAttributes.
  static let askingForAttributes: [Claim<QueueAdministrationSubject>] = [
    Claim("only the attributes that are asked for are returned", rows: "1.1/only-asked-returned") {
      subject in
      let queue = try await subject.makeQueue([.delaySeconds: "1"])

      let found = try await subject.administration.attributes(
        [.delaySeconds, .approximateNumberOfMessages, .policy], of: queue)

      try expect(
        found, is: QueueAttributes([.delaySeconds: "1", .approximateNumberOfMessages: "0"]),
        "the attributes")
    },
    Claim("no attributes are returned when none are asked for", rows: "1.1/only-asked-returned") {
      subject in
      let queue = try await subject.makeQueue()

      let found = try await subject.administration.attributes([], of: queue)

      try expect(found, is: QueueAttributes(), "the attributes")
    },
    Claim("to ask for an unknown attribute is refused", rows: "1.1/unknown-attribute-get") {
      subject in
      let queue = try await subject.makeQueue()

      try await expectError(.invalidAttributeName, "the call", saying: "Unknown Attribute Colour.")
      {
        try await subject.administration.attributes(
          [.delaySeconds, QueueAttributeName(rawValue: "Colour")], of: queue)
      }
    },
    Claim(
      "a new standard queue lists what is always set, and nothing else",
      rows: "1.1/only-set-listed", "1.1/counts-always-listed", "1.1/policy-stored",
      "1.1/redrive-policy-absent", "1.1/redrive-allow-policy-absent", "1.1/kms-key-stored",
      "1.1/kms-reuse-default-unlisted"
    ) { subject in
      let queue = try await subject.makeQueue()

      let found = try await subject.administration.attributes(of: queue)

      let names: Set<QueueAttributeName> = [
        .queueARN, .approximateNumberOfMessages, .approximateNumberOfMessagesNotVisible,
        .approximateNumberOfMessagesDelayed, .createdTimestamp, .lastModifiedTimestamp,
        .visibilityTimeout, .maximumMessageSize, .messageRetentionPeriod, .delaySeconds,
        .receiveMessageWaitTimeSeconds, .sqsManagedSSEEnabled,
      ]
      try expect(Set(found.values.keys), is: names, "the names")
      try expect(found.approximateMessages, is: 0, "the available messages")
      try expect(found.approximateMessagesInFlight, is: 0, "the messages in flight")
      try expect(found.approximateMessagesDelayed, is: 0, "the delayed messages")
    },
  ]
}
