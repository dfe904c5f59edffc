internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS developer guide, "Amazon SQS FIFO queues", and recorded answers.
  static let groupRuns: [Claim<QueueTransportSubject>] = [
    Claim("one receive takes the messages of a group in order", rows: "4.1/batch-same-group") {
      subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.sendEach("g.3", "g.1", "g.2")

      try await queue.receive(expecting: ["g.3", "g.1", "g.2"])
    },
    Claim("one receive goes on to other groups until it is full", rows: "4.1/batch-many-groups") {
      subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.sendEach("g1.1", "g2.1", "g3.1", "g4.1", "g5.1")

      let received = try await queue.receive(3)

      try expect(received.count, is: 3, "the number of messages")
      try expect(try await queue.receive(10).count, is: 2, "the number of the rest")
    },
    Claim("a receive that is full leaves the rest of a group blocked", rows: "4.1/batch-same-group")
    {
      subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.sendEach("g.1", "g.2", "g.3")

      try await queue.receive(2, expecting: ["g.1", "g.2"])

      try await queue.expectNone("while the first two are in flight")
    },
    Claim(
      "a group gives every message once, in order, over many rounds",
      rows: "10.1/keeps-delivering", "10.1/order-under-load"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()
      for number in 0..<30 { try await queue.sendEach("g\(number % 3).\(number)") }
      var done: [String: [Int]] = [:]

      for round in 0..<100 where done.values.reduce(0, { $0 + $1.count }) < 30 {
        for message in try await queue.receive(4, hidingFor: .seconds(10)) {
          let parts = message.body.split(separator: ".")
          guard round % 3 != 2, let number = Int(parts[1]) else { continue }
          try await queue.delete(message)
          done[String(parts[0]), default: []].append(number)
        }
        try await queue.advance(.seconds(10))
      }

      let expected = (0..<3).map { first in Array(stride(from: first, to: 30, by: 3)) }
      try expect(
        ["g0", "g1", "g2"].map { done[$0] ?? [] }, is: expected, "the messages of each group")
    },
  ]

  /// Between groups SQS promises no order; this is the one that was recorded.
  static let groupOrder: [Claim<QueueTransportSubject>] = [
    Claim(
      "groups come in the order in which their first messages were sent",
      rows: "4.1/group-order-first", "4.1/recorded-order-1"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.sendEach("g1.1", "g2.1", "g1.2", "g1.3")

      try await queue.receive(expecting: ["g1.1", "g1.2", "g1.3", "g2.1"])
    },
    Claim(
      "a group that lapsed comes behind one that has waited",
      rows: "4.1/group-order-lapsed", "4.1/recorded-order-2"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.sendEach("g1.1", "g1.2", "g2.1", "g3.1", "g1.3", "g1.4")
      try await queue.receive(2, hidingFor: .seconds(10), expecting: ["g1.1", "g1.2"])
      try await queue.receive(1, hidingFor: .seconds(10), expecting: ["g2.1"])

      try await queue.advance(.seconds(10))

      try await queue.receive(expecting: ["g3.1", "g1.1", "g1.2", "g1.3", "g1.4", "g2.1"])
    },
    Claim(
      "a group received with a visibility timeout of 0 comes behind one that has waited",
      rows: "4.1/recorded-order-3"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.sendEach("g1.1", "g1.2", "g2.1", "g3.1", "g2.2")
      try await queue.advance(.seconds(1))
      try await queue.receive(3, hidingFor: .zero, expecting: ["g1.1", "g1.2", "g2.1"])

      try await queue.receive(expecting: ["g3.1", "g1.1", "g1.2", "g2.1", "g2.2"])
    },
    Claim(
      "a group made visible comes behind one that has waited", rows: "4.1/recorded-order-4"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.sendEach("g1.1", "g2.1")
      let message = try await queue.receive(1, expecting: ["g1.1"])[0]
      try await queue.advance(.seconds(1))
      try await queue.hide(message, for: .zero)

      try await queue.receive(expecting: ["g2.1", "g1.1"])
    },
    Claim("groups that become available together come by sequence", rows: "4.1/group-order-tie") {
      subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.sendEach("g2.1", "g1.1")
      try await queue.receive(hidingFor: .seconds(10), expecting: ["g2.1", "g1.1"])

      try await queue.advance(.seconds(10))

      try await queue.receive(expecting: ["g2.1", "g1.1"])
    },
  ]
}
