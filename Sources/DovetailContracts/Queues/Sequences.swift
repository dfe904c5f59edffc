internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS API reference, SendMessage, SequenceNumber.
  static let sequences: [Claim<QueueTransportSubject>] = [
    Claim("a sequence number has 20 digits", rows: "4.2/form") { subject in
      let queue = try await subject.makeFIFOQueue()

      let sent = try await queue.send(OutgoingMessage("a", groupID: "g"))

      let number = try require(sent.sequenceNumber, "a sequence number").rawValue
      try expect(
        number.utf8.count == 20 && number.allSatisfy { ("0"..."9").contains($0) },
        "Expected 20 digits, found \(number)."
      )
    },
    Claim("sequence numbers rise, over sends and batches", rows: "4.2/increasing") { subject in
      let queue = try await subject.makeFIFOQueue()

      var numbers = [try await queue.send(OutgoingMessage("a", groupID: "g")).sequenceNumber]
      for outcome in try await queue.send(batch: [
        OutgoingMessage("b", groupID: "g"), OutgoingMessage("c", groupID: "g"),
      ]) {
        numbers.append(try expectSuccess("each entry", of: outcome).sequenceNumber)
      }

      let found = numbers.compactMap(\.self)
      try expect(found.count, is: 3, "the count of sequence numbers")
      try expect(found == found.sorted() && Set(found).count == 3, "Expected \(found) to rise.")
    },
    Claim(
      "a receive gives the sequence number of the send", rows: "4.2/same-everywhere",
      "1.3/sequence-number-returned", "2.2/send-answer"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()
      let sent = try await queue.send(OutgoingMessage("a", groupID: "g"))

      let received = try await queue.receiveOne()

      try expect(received.sequenceNumber, is: sent.sequenceNumber, "the sequence number")
    },
    Claim("sequence numbers go on when a queue ran empty", rows: "4.2/increasing") { subject in
      let queue = try await subject.makeFIFOQueue()
      let first = try await queue.send(OutgoingMessage("a", groupID: "g"))
      try await queue.delete(try await queue.receiveOne())

      let second = try await queue.send(OutgoingMessage("b", groupID: "g"))

      let numbers = [first.sequenceNumber, second.sequenceNumber].compactMap(\.self)
      try expect(numbers.count == 2 && numbers[0] < numbers[1], "Expected \(numbers) to rise.")
    },
    Claim("a standard queue gives no sequence number", rows: "2.2/send-answer") { subject in
      let queue = try await subject.makeQueue()

      let sent = try await queue.send("a")

      try expect(sent.sequenceNumber, is: nil, "the sequence number of the send")
      try expect(
        try await queue.receiveOne().sequenceNumber, is: nil, "the sequence number received")
    },
    Claim(
      "a message of a FIFO queue has its group and de-duplication id",
      rows: "1.3/group-id-returned",
      "1.3/deduplication-id-returned"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.send("a", group: "g!", deduplicationID: "d~")

      let received = try await queue.receiveOne()

      try expect(received.groupID, is: "g!", "the group")
      try expect(received.deduplicationID, is: "d~", "the de-duplication id")
    },
    Claim(
      "a trace header comes back and counts for nothing", rows: "1.3/trace-header-returned",
      "1.4/trace-header-size", "1.5/size-free-fields"
    ) { subject in
      let queue = try await subject.makeQueue(.maximumMessageSize, 1024)
      let body = String(repeating: "a", count: 1024)
      let header = "Root=1-5759e988-bd862e3fe1be46a994272793"
      try await queue.send(OutgoingMessage(body, groupID: "g", traceHeader: header))

      try expect(try await queue.receiveOne().traceHeader, is: header, "the trace header")
    },
    Claim("a message names its sender", rows: "1.3/sender-id") { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")

      let sender = try require(try await queue.receiveOne().senderID, "a sender")

      try expect(!sender.isEmpty, "Expected the sender's id to have characters.")
    },
  ]
}
