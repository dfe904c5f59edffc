internal import DovetailTransport

extension QueueAdministrationContract {
  /// Source: SQS API reference, DeleteQueue.
  static let deletingQueues: [Claim<QueueAdministrationSubject>] = [
    Claim("a deleted queue does not exist, nor is it listed", rows: "2.1/delete-contents") {
      subject in
      let queue = try await subject.makeQueue()

      try await subject.administration.deleteQueue(queue)

      try await subject.expectNone(queue)
      let page = try await subject.administration.listQueues(ListQueuesOptions(prefix: queue.text))
      try expect(page.queues, is: [], "the queues")
    },
    Claim("a queue that does not exist is not deleted", rows: "2.1/delete-missing") { subject in
      let queue = try await subject.makeQueue()
      try await subject.administration.deleteQueue(queue)

      try await expectError(.queueDoesNotExist, "the second deletion") {
        try await subject.administration.deleteQueue(queue)
      }
    },
    // A double has no rest of 60 seconds unless it is asked to be strict; on AWS time passes here.
    Claim(
      "a queue made under a deleted one's name has none of its attributes and tags",
      rows: "2.1/delete-contents", "2.1/create-usable"
    ) { subject in
      let queue = try subject.unusedName()
      try await subject.administration.createQueue(
        queue, QueueAttributes([.delaySeconds: "1", .kmsMasterKeyID: "alias/a"]), tags: ["a": "1"])
      try await subject.administration.deleteQueue(queue)
      try await subject.time.advance(.seconds(61))

      try await subject.create(queue)

      let found = try await subject.administration.attributes(of: queue)
      try expect(found[.delaySeconds], is: "0", "DelaySeconds")
      try expect(found[.kmsMasterKeyID], is: nil, "KmsMasterKeyId")
      try expect(try await subject.administration.tags(of: queue), is: [:], "the tags")
    },
    Claim("a queue that does not exist is not purged") { subject in
      let queue = try subject.unusedName()

      try await expectError(.queueDoesNotExist, "the purge") {
        try await subject.administration.purgeQueue(queue)
      }
    },
    Claim(
      "the deletion of a dead-letter queue leaves its sources as they are",
      rows: "2.1/delete-dead-letter-queue"
    ) { subject in
      let deadLetters = try await subject.makeQueue()
      let policy = RedrivePolicy(
        deadLetterTarget: try await subject.arn(of: deadLetters), maxReceiveCount: 3
      ).json
      let source = try await subject.makeQueue([.redrivePolicy: policy])

      try await subject.administration.deleteQueue(deadLetters)

      try expect(
        try await subject.attribute(.redrivePolicy, of: source), is: policy, "RedrivePolicy")
    },
  ]

  /// Source: SQS API reference, GetQueueUrl; developer guide, "Queue and message identifiers".
  static let queueURLs: [Claim<QueueAdministrationSubject>] = [
    Claim("a queue's URL ends in its account and its name", rows: "2.1/get-url") { subject in
      let queue = try await subject.makeQueue()
      let arn = try await subject.arn(of: queue)

      let url = try await subject.administration.url(of: queue)

      try expect(
        url.text.hasSuffix("/\(arn.account)/\(queue)"), "Expected another URL than \(url).")
      try expect(try QueueURL(url.text), is: url, "the URL when it is read")
    },
    Claim("to create a queue returns its URL, the second time too", rows: "2.1/create-again-same") {
      subject in
      let queue = try subject.unusedName()

      let first = try await subject.administration.createQueue(queue)
      let second = try await subject.administration.createQueue(queue)

      let found = try await subject.administration.url(of: queue)
      try expect([first, second], is: [found, found], "the URLs")
    },
    Claim("a queue that does not exist has no URL", rows: "2.1/get-url") { subject in
      let queue = try subject.unusedName()

      try await expectError(.queueDoesNotExist, "the look-up") {
        try await subject.administration.url(of: queue)
      }
    },
    Claim("a queue is found by its own account") { subject in
      let queue = try await subject.makeQueue()
      let account = try await subject.arn(of: queue).account

      let url = try await subject.administration.url(of: queue, owner: account)

      try expect(url.queue, is: queue, "the queue")
    },
    Claim(
      "a queue's ARN says partition, service, region, account and name",
      rows: "1.2/queue-arn-form"
    ) { subject in
      let queue = try await subject.makeQueue()
      let text = try require(try await subject.attribute(.queueARN, of: queue), "an ARN")

      let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)

      try expect(parts.count, is: 6, "the number of parts")
      try expect(
        [parts[0], parts[2], parts[5]], is: ["arn", "sqs", queue.text], "parts 1, 3 and 6")
      try expect(parts[4].count, is: 12, "the length of the account")
    },
  ]
}
