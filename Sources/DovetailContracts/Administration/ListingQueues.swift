internal import DovetailTransport

extension QueueAdministrationContract {
  /// Source: SQS API reference, ListQueues.
  static let listing: [Claim<QueueAdministrationSubject>] = [
    Claim(
      "a list has the queues whose names begin with the prefix, and no others",
      rows: "2.1/list-prefix"
    ) { subject in
      let prefix = try subject.unusedName().text
      for name in ["\(prefix)a", "\(prefix)ab", "\(prefix)b", "\(prefix)A", "x\(prefix)a"] {
        try await subject.create(QueueName(name))
      }

      let page = try await subject.administration.listQueues(
        ListQueuesOptions(prefix: "\(prefix)a"))

      try expect(page.queues.map(\.text), is: ["\(prefix)a", "\(prefix)ab"], "the names")
      try expect(page.nextToken, is: nil, "the next token")
    },
    Claim("a list without a prefix has the queues of any name") { subject in
      let queue = try await subject.makeQueue()

      let page = try await subject.administration.listQueues(ListQueuesOptions())

      try expect(page.queues.contains(queue), "Expected \(queue) to be listed.")
    },
    Claim("a list for which no queue is found is empty", rows: "2.1/list-prefix") { subject in
      let name = try subject.unusedName()

      let page = try await subject.administration.listQueues(ListQueuesOptions(prefix: name.text))

      try expect(page, is: QueuePage(queues: []), "the page")
    },
    // The names may hold hyphens and underscores; a prefix is text, not a pattern.
    Claim("an underscore in a prefix stands for itself") { subject in
      let prefix = try subject.unusedName().text
      for name in ["\(prefix)a_b", "\(prefix)axb"] { try await subject.create(QueueName(name)) }

      let page = try await subject.administration.listQueues(
        ListQueuesOptions(prefix: "\(prefix)a_"))

      try expect(page.queues.map(\.text), is: ["\(prefix)a_b"], "the names")
    },
    Claim("a list is in the order of the names' characters", rows: "2.1/list-order") { subject in
      let prefix = try subject.unusedName().text
      for end in ["b", "B", "_", "10", "-", "9", "a", ""] {
        try await subject.create(QueueName("\(prefix)x\(end)"))
      }

      let page = try await subject.administration.listQueues(
        ListQueuesOptions(prefix: "\(prefix)x"))

      let order = ["", "-", "10", "9", "B", "_", "a", "b"].map { "\(prefix)x\($0)" }
      try expect(page.queues.map(\.text), is: order, "the names")
    },
  ]
}
