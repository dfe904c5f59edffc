internal import DovetailTransport

extension QueueAdministrationContract {
  /// Source: SQS API reference, ListQueues, MaxResults and NextToken.
  static let listPages: [Claim<QueueAdministrationSubject>] = [
    Claim(
      "pages of a list have all queues once, in order", rows: "2.1/list-pages", "2.1/list-order"
    ) { subject in
      let prefix = try subject.unusedName().text
      let names = try await makeQueues(5, prefix, subject)

      let pages = try await pages(of: 2, prefix, subject)

      try expect(pages, is: [Array(names[0...1]), Array(names[2...3]), [names[4]]], "the pages")
    },
    Claim("a full page that is the last has no token", rows: "2.1/list-pages") { subject in
      let prefix = try subject.unusedName().text
      let names = try await makeQueues(4, prefix, subject)

      let pages = try await pages(of: 2, prefix, subject)

      try expect(pages, is: [Array(names[0...1]), Array(names[2...3])], "the pages")
    },
    Claim(
      "a queue that is created between two pages does not repeat or hide another",
      rows: "2.1/list-pages"
    ) { subject in
      let prefix = try subject.unusedName().text
      let names = try await makeQueues(4, prefix, subject)
      var options = ListQueuesOptions(prefix: prefix, maxResults: 2)
      let first = try await subject.administration.listQueues(options)

      try await subject.create(QueueName("\(prefix)0-new"))
      options.nextToken = try require(first.nextToken, "a token after the first page")
      let second = try await subject.administration.listQueues(options)

      try expect(second.queues.map(\.text), is: Array(names[2...3]), "the second page")
    },
    refuses(0), refuses(1001), refuses(-1),
  ]

  private static func refuses(_ maxResults: Int) -> Claim<QueueAdministrationSubject> {
    Claim("a list of at most \(maxResults) queues is refused", rows: "2.1/list-maximum-range") {
      subject in
      try await expectError(.invalidParameterValue, "the list") {
        try await subject.administration.listQueues(ListQueuesOptions(maxResults: maxResults))
      }
    }
  }

  private static func makeQueues(
    _ count: Int, _ prefix: String, _ subject: QueueAdministrationSubject
  ) async throws -> [String] {
    let names = (0..<count).map { "\(prefix)\($0)" }
    for name in names.reversed() { try await subject.create(QueueName(name)) }
    return names
  }

  private static func pages(
    of size: Int, _ prefix: String, _ subject: QueueAdministrationSubject
  ) async throws -> [[String]] {
    var options = ListQueuesOptions(prefix: prefix, maxResults: size)
    var pages: [[String]] = []
    repeat {
      let page = try await subject.administration.listQueues(options)
      pages.append(page.queues.map(\.text))
      options.nextToken = page.nextToken
    } while options.nextToken != nil && pages.count < 100
    return pages
  }
}
