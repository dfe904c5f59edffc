import DovetailServer
import DovetailTransport
import DovetailWire
import Testing

@Suite struct LocalStackPageTests {
  private let path = "/_aws/sqs/messages"
  private let url = "http://sqs.us-east-1.localhost.localstack.cloud:4566/000000000000/orders"

  @Test func `messages come as the XML of a receive`() async throws {
    try await withMessages { server in
      let answer = await server.ask("GET", "\(path)?QueueUrl=\(url)")
      #expect(answer.status == 200)
      #expect(answer.text.contains("<ReceiveMessageResult><Message>"))
      #expect(answer.text.contains("<Body>now</Body>"))
      #expect(answer.text.contains("<ReceiptHandle>SQS/BACKDOOR/ACCESS</ReceiptHandle>"))
      #expect(!answer.text.contains("later"))
    }
  }

  @Test func `delayed messages are shown, and marked, on demand`() async throws {
    try await withMessages { server in
      let answer = await server.ask(
        "GET", "\(path)/us-east-1/000000000000/orders?ShowDelayed=true",
        headers: ["Accept": "application/json"])
      let document = try JSONValue(parsing: Array(answer.text.utf8))
      let messages = document["ReceiveMessageResponse"]?["ReceiveMessageResult"]?["Message"]
      #expect(messages?.elements?.compactMap { $0["Body"]?.string } == ["now", "later"])
      let marks = messages?[1]?["Attribute"]?.elements ?? []
      #expect(marks.contains(["Name": "IsDelayed", "Value": "true"].json))
    }
  }

  @Test func `a queue without messages has no result in JSON`() async throws {
    try await withMessages { server in
      try await server.account.administration.purgeQueue(QueueName("orders"))
      let answer = await server.ask(
        "GET", "\(path)?QueueUrl=\(url)", headers: ["Accept": "application/json"])
      let document = try JSONValue(parsing: Array(answer.text.utf8))
      #expect(document["ReceiveMessageResponse"]?["ReceiveMessageResult"] == .null)
    }
  }

  @Test func `a client of SQS whose endpoint it is gets what a receive answers`() async throws {
    try await withMessages { server in
      let answer = await server.ask(
        "POST", path, #"{"QueueUrl": "\#(url)"}"#,
        headers: [
          "X-Amz-Target": "AmazonSQS.ReceiveMessage", "Content-Type": "application/x-amz-json-1.0",
        ])
      let messages = try JSONValue(parsing: Array(answer.text.utf8))["Messages"]
      #expect(messages?[0]?["Body"]?.string == "now")
      let again = try await server.account.inspection.summary(of: QueueName("orders"))
      #expect(again.inFlight.count == 0)
    }
  }

  @Test func `which queue is meant has to be said`() async throws {
    try await withMessages { server in
      let answer = await server.ask("GET", path)
      #expect(answer.status == 400)
      #expect(answer.text.contains("The request must contain the parameter QueueUrl."))
    }
  }

  @Test func `a queue that is not there is told as SQS tells it`() async throws {
    try await withMessages { server in
      let answer = await server.ask("GET", "\(path)/us-east-1/000000000000/none")
      #expect(answer.status == 400)
      #expect(answer.text.contains("AWS.SimpleQueueService.NonExistentQueue"))
    }
  }

  private func withMessages(_ body: (InspectedServer) async throws -> Void) async throws {
    try await InspectedServer.with { server in
      let account = try await server.account
      let queue = try QueueName("orders")
      try await account.administration.createQueue(queue)
      _ = try await account.plainQueues.send(OutgoingMessage("now"), to: queue)
      _ = try await account.plainQueues.send(
        OutgoingMessage("later", delay: .seconds(60)), to: queue)
      try await body(server)
    }
  }
}

extension [String: String] {
  fileprivate var json: JSONValue { .object(mapValues { .string($0) }) }
}
