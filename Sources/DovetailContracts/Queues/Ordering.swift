internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS developer guide, "Amazon SQS standard queues", best-effort ordering.
  static let ordering: [Claim<QueueTransportSubject>] = [
    // Best-effort ordering: generally in the order sent.
    Claim("messages of one batch are received in the order of its entries", rows: "5/order") {
      subject in
      let queue = try await subject.makeQueue()
      let bodies = (0..<10).map { "body \($0)" }
      try await queue.sendAll(bodies)

      try expect(try await queue.receive(10).map(\.body), is: bodies, "the order of bodies")
    },
    // Best-effort ordering: generally in the order sent.
    Claim("messages are received in the order in which they were sent", rows: "5/order") {
      subject in
      let queue = try await subject.makeQueue()
      let bodies = ["b", "a", "c"]
      for body in bodies {
        try await queue.send(body)
        try await queue.advance(.seconds(1))
      }

      try expect(try await queue.receive(10).map(\.body), is: bodies, "the order of bodies")
    },
    // "Amazon SQS message timers" and "visibility timeout": both tell when a message is available.
    Claim("messages are received in the order in which they became available", rows: "5/order") {
      subject in
      let queue = try await subject.makeQueue()
      try await queue.send("in flight")
      let inFlight = try await queue.receiveOne(hidingFor: .seconds(20))
      try expect(inFlight.body, is: "in flight", "the body")
      try await queue.send("delayed", delay: .seconds(30))
      try await queue.send("first")
      try await queue.advance(.seconds(25))
      try await queue.send("late")
      try await queue.advance(.seconds(10))

      let order = ["first", "in flight", "late", "delayed"]
      try expect(try await queue.receive(10).map(\.body), is: order, "the order of bodies")
    },
    // Best-effort ordering: a message that is received and given back does not keep its place.
    Claim(
      "a message that was given back is received after those that waited longer", rows: "5/order"
    ) { subject in
      let queue = try await subject.makeQueue()
      try await queue.sendAll(["a", "b"])
      try await queue.advance(.seconds(1))
      let first = try await queue.receiveOne()
      try await queue.hide(first, for: .zero)

      try expect(try await queue.receive(10).map(\.body), is: ["b", "a"], "the order of bodies")
    },
  ]
}
