internal import DovetailTransport

extension ConcludingTransportContract {
  static let concluding: [Claim<ConcludingTransportSubject>] = [
    Claim("it commits with the store of its own, and with no other") { subject in
      try expect(subject.transport.commits(with: subject.store), is: true, "with its own")
      try expect(subject.transport.commits(with: subject.otherStore), is: false, "with another")
    },
    Claim("objects of concluded messages are stored, and the messages deleted") { subject in
      let (queue, messages) = try await subject.inFlight(["a", "b"])

      let outcomes = try await subject.conclude(
        messages.map { subject.conclusion(of: $0, storing: "end of \($0.body)", at: $0.body) },
        on: queue)

      for outcome in outcomes { try expectSuccess("each entry", of: outcome) }
      try await subject.expectObjects(["a": "end of a", "b": "end of b"])
      try await queue.advance(.seconds(30))
      try await queue.expectNone("after the conclusion")
    },
    Claim("an entry without an object only deletes") { subject in
      let (queue, messages) = try await subject.inFlight(["a"])

      for outcome in try await subject.conclude(messages.map { Conclusion($0.receipt) }, on: queue)
      {
        try expectSuccess("the entry", of: outcome)
      }

      try await subject.expectObjects([:])
      try await queue.advance(.seconds(30))
      try await queue.expectNone("after the conclusion")
    },
    Claim("a concluded message's object replaces what was there") { subject in
      let (queue, messages) = try await subject.inFlight(["a"])
      _ = try await subject.store.put(
        Array("before".utf8), at: BlobKey(bucket: subject.bucket, key: "a"))

      _ = try await subject.conclude(
        messages.map { subject.conclusion(of: $0, storing: "after", at: "a") }, on: queue)

      try await subject.expectObjects(["a": "after"])
    },
    Claim("the object of a message that is gone is stored") { subject in
      let (queue, messages) = try await subject.inFlight(["a"])
      for message in messages { try await queue.delete(message) }

      let outcomes = try await subject.conclude(
        messages.map { subject.conclusion(of: $0, storing: "end", at: "a") }, on: queue)

      for outcome in outcomes { try expectSuccess("the entry", of: outcome) }
      try await subject.expectObjects(["a": "end"])
    },
    Claim("a message of a FIFO queue is concluded while its receive hides it") { subject in
      let (queue, message) = try await subject.inFlightOnFIFO()

      let outcomes = try await subject.conclude(
        [subject.conclusion(of: message, storing: "end", at: "a")], on: queue)

      for outcome in outcomes { try expectSuccess("the entry", of: outcome) }
      try await subject.expectObjects(["a": "end"])
      try await queue.advance(.seconds(30))
      try await queue.expectNone("after the conclusion")
    },
  ]
}
