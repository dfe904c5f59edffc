internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS API reference, QueueDoesNotExist, which every data-plane call lists.
  static let missingQueues: [Claim<QueueTransportSubject>] = [
    Claim("a send to a queue that does not exist is refused", rows: "2.0/missing-queue") {
      subject in
      let name = try subject.unusedName()

      try await expectError(.queueDoesNotExist, "the send") {
        try await subject.transport.send([OutgoingMessage("a")], to: name)
      }
    },
    Claim("a receive from a queue that does not exist is refused", rows: "2.0/missing-queue") {
      subject in
      let name = try subject.unusedName()

      try await expectError(.queueDoesNotExist, "the receive") {
        try await subject.transport.receive(from: name)
      }
    },
    Claim(
      "a receive that would wait on a queue that does not exist is refused at once",
      rows: "2.0/missing-queue"
    ) {
      subject in
      let name = try subject.unusedName()

      try await expectError(.queueDoesNotExist, "the receive") {
        try await subject.transport.receive(from: name, ReceiveOptions(waitTime: .seconds(20)))
      }
    },
    Claim("a delete from a queue that does not exist is refused", rows: "2.0/missing-queue") {
      subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      let message = try await queue.receiveOne()
      let name = try subject.unusedName()

      try await expectError(.queueDoesNotExist, "the delete") {
        try await subject.transport.delete([message.receipt], from: name)
      }
    },
    Claim(
      "a change of visibility on a queue that does not exist is refused", rows: "2.0/missing-queue"
    ) { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      let message = try await queue.receiveOne()
      let name = try subject.unusedName()

      try await expectError(.queueDoesNotExist, "the change") {
        let change = VisibilityChange(receipt: message.receipt, timeout: .zero)
        return try await subject.transport.changeVisibility([change], on: name)
      }
    },
  ]
}
