internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS API reference, SendMessage, MessageGroupId and
  /// MessageDeduplicationId; ReceiveMessage, ReceiveRequestAttemptId.
  static let chosenIDs: [Claim<QueueTransportSubject>] = [
    Claim(
      "a group id may have any ASCII letter, digit and punctuation mark, and 128 of them",
      rows: "1.6/group-id-form", "2.2/send-standard-group"
    ) { subject in
      let queue = try await subject.makeQueue()
      let marks = ##"!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"##

      for id in [marks, "a", String(repeating: "Z", count: 128)] {
        try await queue.send(OutgoingMessage("a", groupID: id))
      }
    },
    Claim(
      "a group id that is empty, too long or has another character is refused",
      rows: "1.6/group-id-form"
    ) { subject in
      let queue = try await subject.makeQueue()
      let long = String(repeating: "a", count: 129)

      for id in ["", long, "a b", "é", "a\n", "\u{7F}"] {
        let outcome = try await queue.send(batch: [OutgoingMessage("a", groupID: id)])[0]
        try expectFailure(.invalidParameterValue, "group id \(id.debugDescription)", of: outcome)
      }
    },
    Claim("an error for a group id names its fault", rows: "1.6/group-id-form") { subject in
      let queue = try await subject.makeQueue()
      let faults = ["": "empty", "a b": "U+0020", String(repeating: "a", count: 129): "129"]

      for (id, fault) in faults {
        let outcome = try await queue.send(batch: [OutgoingMessage("a", groupID: id)])[0]
        guard case .failure(let error) = outcome else {
          throw ClaimFailure("Expected the group id \(id.debugDescription) to be refused.")
        }
        try expect(
          error.description.contains(fault),
          "Expected the error to name \(fault), found: \(error.description)"
        )
      }
    },
    Claim(
      "a standard queue refuses a message with a de-duplication id, and it alone",
      rows: "2.2/send-standard-deduplication"
    ) { subject in
      let queue = try await subject.makeQueue()

      let outcomes = try await queue.send(batch: [
        OutgoingMessage("a", deduplicationID: "1"), OutgoingMessage("b"),
      ])

      try expectFailure(.invalidParameterValue, "the de-duplication id", of: outcomes[0])
      try expectSuccess("its neighbour", of: outcomes[1])
    },
    Claim(
      "a standard queue refuses a receive with an attempt id", rows: "2.2/receive-attempt-standard"
    ) { subject in
      let queue = try await subject.makeQueue()

      try await expectError(.invalidParameterValue, "a receive with an attempt id") {
        try await subject.transport.receive(from: queue.name, ReceiveOptions(attemptID: "1"))
      }
    },
  ]
}
