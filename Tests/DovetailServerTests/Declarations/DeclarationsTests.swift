import DovetailSQLite
import DovetailServer
import DovetailTransport
import Testing

@Suite struct DeclarationsTests {
  @Test func `a queue may name a dead-letter queue that is declared behind it`() async throws {
    let configure: (inout ServerConfiguration) throws -> Void = { configuration in
      configuration.declarations = try declarations(
        #"""
        {"queues": {"a": {"deadLetterQueue": "z", "maxReceiveCount": 3}, "z": {"retention": "14d"}},
         "buckets": ["results"]}
        """#)
    }
    try await InspectedServer.with(configure) { server in
      let account = try await server.account
      let policy = try await account.administration.attributes(of: QueueName("a")).redrivePolicy
      #expect(policy?.deadLetterTarget.queue.text == "z")
      #expect(policy?.maxReceiveCount == 3)
      let retention = try await account.administration.attributes(of: QueueName("z")).retention
      #expect(retention == .seconds(14 * 86_400))
      #expect(try await account.objects.bucket(BucketName("results")) != nil)
    }
  }

  @Test func `a FIFO queue is told by its name, and has its settings and tags`() async throws {
    let configure: (inout ServerConfiguration) throws -> Void = { configuration in
      configuration.declarations = try declarations(
        #"""
        {"queues": {"a.fifo": {"contentBasedDeduplication": true, "highThroughput": true,
         "tags": {"team": "shop"}, "attributes": {"KmsMasterKeyId": "alias/aws/sqs"}}}}
        """#)
    }
    try await InspectedServer.with(configure) { server in
      let administration = try await server.account.administration
      let queue = try QueueName("a.fifo")
      let attributes = try await administration.attributes(of: queue)
      #expect(attributes[.contentBasedDeduplication] == "true")
      #expect(attributes[.deduplicationScope] == "messageGroup")
      #expect(attributes[.kmsMasterKeyID] == "alias/aws/sqs")
      #expect(try await administration.tags(of: queue) == ["team": "shop"])
    }
  }

  @Test func `a queue that is there takes the declared attributes and keeps its messages`()
    async throws
  {
    try await InspectedServer.with { server in
      let account = try await server.account
      let queue = try QueueName("a.fifo")
      try await account.administration.createQueue(queue, QueueAttributes([.fifoQueue: "true"]))
      _ = try await account.plainQueues.send(
        OutgoingMessage("m", groupID: "g", deduplicationID: "d"), to: queue)
      var declared = QueueDeclaration(queue)
      declared.attributes.visibilityTimeout = .seconds(90)
      var declarations = Declarations()
      declarations.queues = [declared]

      try await declarations.make(in: account)

      let attributes = try await account.administration.attributes(of: queue)
      #expect(attributes.visibilityTimeout == .seconds(90))
      #expect(attributes.approximateMessages == 1)
    }
  }

  @Test func `a dead-letter queue that is not there is told by the queue that names it`() async {
    let error = await #expect(throws: ServerError.self) {
      let configure: (inout ServerConfiguration) throws -> Void = { configuration in
        configuration.declarations = try declarations(
          #"{"queues": {"orders": {"deadLetterQueue": "gone"}}}"#)
      }
      try await InspectedServer.with(configure) { _ in }
    }
    #expect(error?.description.contains("orders") == true)
  }

  private func declarations(_ text: String) throws -> Declarations {
    try ServerSettings(file: Array(text.utf8), named: "dovetail.json").declarations
  }
}
