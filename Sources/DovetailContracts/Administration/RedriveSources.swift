internal import DovetailTransport

extension QueueAdministrationContract {
  /// Source: SQS API reference, ListDeadLetterSourceQueues.
  static let redriveSources: [Claim<QueueAdministrationSubject>] = [
    Claim(
      "the queues that name a dead-letter queue are listed in order",
      rows: "2.1/dead-letter-sources"
    ) { subject in
      let target = try await subject.makeQueue()
      let sources = try await makeSources(of: target, 3, subject)
      _ = try await subject.makeQueue()

      let page = try await subject.administration.deadLetterSources(of: target)

      try expect(page, is: QueuePage(queues: sources), "the page")
    },
    Claim("a queue that none names has no sources", rows: "2.1/dead-letter-sources") { subject in
      let queue = try await subject.makeQueue()

      let page = try await subject.administration.deadLetterSources(of: queue)

      try expect(page, is: QueuePage(queues: []), "the page")
    },
    Claim("a source is listed no more when it names another queue, or is deleted") { subject in
      let target = try await subject.makeQueue()
      let other = try await subject.makeQueue()
      let sources = try await makeSources(of: target, 3, subject)

      try await subject.set([.redrivePolicy: subject.redrive(to: other)], on: sources[0])
      try await subject.administration.deleteQueue(sources[1])

      let page = try await subject.administration.deadLetterSources(of: target)
      try expect(page.queues, is: [sources[2]], "the sources")
    },
    Claim("the sources of a dead-letter queue come in pages", rows: "2.1/dead-letter-sources-pages")
    {
      subject in
      let target = try await subject.makeQueue()
      let sources = try await makeSources(of: target, 5, subject)

      var options = DeadLetterSourcesOptions(maxResults: 2)
      var pages: [[QueueName]] = []
      repeat {
        let page = try await subject.administration.deadLetterSources(of: target, options)
        pages.append(page.queues)
        options.nextToken = page.nextToken
      } while options.nextToken != nil && pages.count < 100

      try expect(
        pages, is: [Array(sources[0...1]), Array(sources[2...3]), [sources[4]]], "the pages")
    },
    Claim("a queue that does not exist has no sources") { subject in
      let queue = try subject.unusedName()

      try await expectError(.queueDoesNotExist, "the list") {
        try await subject.administration.deadLetterSources(of: queue)
      }
    },
  ]

  private static func makeSources(
    of target: QueueName, _ count: Int, _ subject: QueueAdministrationSubject
  ) async throws -> [QueueName] {
    let prefix = try subject.unusedName()
    let names = try (0..<count).map { try QueueName("\(prefix)\($0)") }
    let policy = try await subject.redrive(to: target)
    for name in names.reversed() { try await subject.create(name, [.redrivePolicy: policy]) }
    return names
  }

  /// Source: SQS API reference, ListQueues, NextToken.
  static let listTokens: [Claim<QueueAdministrationSubject>] = [
    Claim("without a maximum a list has no token", rows: "2.1/list-without-maximum") { subject in
      let prefix = try subject.unusedName().text
      for number in 0..<3 { try await subject.create(QueueName("\(prefix)\(number)")) }

      let page = try await subject.administration.listQueues(ListQueuesOptions(prefix: prefix))

      try expect(page.queues.count, is: 3, "the number of queues")
      try expect(page.nextToken, is: nil, "the token")
    },
    Claim("a token that no list gave is refused", rows: "2.1/list-bad-token") { subject in
      try await expectError(.invalidParameterValue, "the list") {
        try await subject.administration.listQueues(
          ListQueuesOptions(maxResults: 1, nextToken: "no token"))
      }
    },
    Claim("a token is refused for another prefix", rows: "2.1/list-changed-request") { subject in
      let prefix = try subject.unusedName().text
      for number in 0..<2 { try await subject.create(QueueName("\(prefix)\(number)")) }
      var options = ListQueuesOptions(prefix: prefix, maxResults: 1)
      options.nextToken = try await subject.administration.listQueues(options).nextToken

      options.prefix = "\(prefix)0"

      try await expectError(.invalidParameterValue, "the list") {
        try await subject.administration.listQueues(options)
      }
    },
  ]
}
