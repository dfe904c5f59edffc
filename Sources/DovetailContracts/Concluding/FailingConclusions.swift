internal import DovetailTransport

extension ConcludingTransportContract {
  static let failingConclusions: [Claim<ConcludingTransportSubject>] = [
    Claim("a message whose object cannot be stored stays, those beside it are concluded") {
      subject in
      let (queue, messages) = try await subject.inFlight(["a", "b"])
      let nowhere = BlobKey(bucket: subject.missingBucket, key: "a")

      let outcomes = try await subject.conclude(
        messages.map { message in
          message.body == "a"
            ? Conclusion(message.receipt, storing: subject.object("end", at: nowhere))
            : subject.conclusion(of: message, storing: "end", at: "b")
        }, on: queue)

      for (message, outcome) in zip(messages, outcomes) {
        if message.body == "a" {
          try expectFailure(.bucketDoesNotExist, "the entry without a bucket", of: outcome)
        } else {
          try expectSuccess("the entry beside it", of: outcome)
        }
      }
      try await subject.expectObjects(["b": "end"])
      try await queue.advance(.seconds(30))
      try expect(try await queue.receive(10).map(\.body), is: ["a"], "the bodies that are left")
    },
    Claim("an entry with a key that is too long fails alone") { subject in
      let (queue, messages) = try await subject.inFlight(["a", "b"])
      let keys = ["a": String(repeating: "k", count: 1025), "b": "b"]

      let outcomes = try await subject.conclude(
        messages.map {
          subject.conclusion(of: $0, storing: "end", at: keys[$0.body] ?? "")
        }, on: queue)

      for (message, outcome) in zip(messages, outcomes) {
        if message.body == "a" {
          try expectFailure(.invalidKey, "the entry with the long key", of: outcome)
        } else {
          try expectSuccess("the entry beside it", of: outcome)
        }
      }
      try await subject.expectObjects(["b": "end"])
    },
    Claim("an entry with a bad handle fails alone, and stores nothing") { subject in
      let (queue, messages) = try await subject.inFlight(["b"])
      let place = BlobKey(bucket: subject.bucket, key: "a")
      let bad = Conclusion(
        ReceiptHandle(rawValue: "nonsense"), storing: subject.object("end", at: place))

      let outcomes = try await subject.conclude(
        [bad] + messages.map { subject.conclusion(of: $0, storing: "end", at: "b") }, on: queue)

      try expectFailure(.receiptHandleInvalid, "the bad handle", of: outcomes[0])
      try expectSuccess("the good handle", of: outcomes[1])
      try await subject.expectObjects(["b": "end"])
    },
    Claim("on a FIFO queue a handle that has lapsed stores nothing") { subject in
      let (queue, message) = try await subject.inFlightOnFIFO()
      try await queue.advance(.seconds(30))

      let outcomes = try await subject.conclude(
        [subject.conclusion(of: message, storing: "end", at: "a")], on: queue)

      try expectFailure(.receiptHandleExpired, "the entry", of: outcomes[0])
      try await subject.expectObjects([:])
      try await queue.receive(expecting: ["g.1"])
    },
    Claim("no conclusion at all is refused") { subject in
      let (queue, _) = try await subject.inFlight(["a"])

      try await expectError(.emptyBatchRequest, "the conclusion") {
        try await subject.transport.conclude([], on: queue.name)
      }
    },
    Claim("more than ten conclusions are refused, and none is done") { subject in
      let (queue, messages) = try await subject.inFlight(["a"])
      let receipt = try require(messages.first, "a message").receipt

      try await expectError(.tooManyEntriesInBatchRequest, "the conclusion") {
        try await subject.transport.conclude(
          Array(repeating: Conclusion(receipt), count: 11), on: queue.name)
      }

      try await queue.advance(.seconds(30))
      try expect(try await queue.receive().map(\.body), is: ["a"], "the bodies that are left")
    },
    Claim("on a queue that does not exist nothing is stored") { subject in
      let (_, messages) = try await subject.inFlight(["a"])
      let message = try require(messages.first, "a message")

      try await expectError(.queueDoesNotExist, "the conclusion") {
        try await subject.transport.conclude(
          [subject.conclusion(of: message, storing: "end", at: "a")],
          on: try QueueName("claim-nowhere"))
      }

      try await subject.expectObjects([:])
    },
  ]
}
