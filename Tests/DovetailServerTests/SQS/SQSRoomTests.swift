import DovetailSQLite
import DovetailServer
import DovetailTransport
import DovetailWire
import Testing

@Suite(.timeLimit(.minutes(5)))
struct SQSRoomTests {
  @Test func `the URL of a queue has the host that the client called`() async throws {
    let text = try await answer { client in
      try await client.send(
        "GET /?Action=CreateQueue&QueueName=orders HTTP/1.1\r\nHost: queues.test:99\r\n\r\n")
    }.text
    #expect(text.contains("<QueueUrl>http://queues.test:99/000000000000/orders</QueueUrl>"))
  }

  @Test(arguments: [
    "orders", "http://elsewhere.test/000000000000/orders",
    "https://sqs.us-east-1.amazonaws.com/000000000000/orders",
  ])
  func `a queue is found by its name and under any host`(url: String) async throws {
    let response = try await answer { client in
      try await client.call("SendMessage", #"{"QueueUrl":"\#(url)","MessageBody":"a"}"#)
    }
    #expect(response.status == 200)
    #expect(response.text.contains("0cc175b9c0f1b6a831c399e269772661"))
  }

  @Test func `a queue's own path can be posted to and read`() async throws {
    let form = "Action=SendMessage&MessageBody=a"
    let posted = try await answer { client in
      try await client.send(
        "POST /000000000000/orders HTTP/1.1\r\nHost: a\r\n"
          + "Content-Type: application/x-www-form-urlencoded\r\n"
          + "Content-Length: \(form.utf8.count)\r\n\r\n\(form)")
    }
    #expect(posted.text.contains("<SendMessageResponse"))
    let got = try await answer { client in
      try await client.send(
        "GET /000000000000/orders?Action=GetQueueUrl&QueueName=orders HTTP/1.1\r\nHost: a\r\n\r\n")
    }
    #expect(got.status == 200)
    let nothing = try await answer { client in
      try await client.send("GET /000000000000/orders HTTP/1.1\r\nHost: a\r\n\r\n")
    }
    #expect(nothing.status == 404)
    #expect(nothing.text == "<UnknownOperationException/>")
  }

  private static let faults: [(action: String, json: String, error: String)] = [
    (
      "SendMessage", #"{"QueueUrl":"none","MessageBody":"a"}"#,
      "AWS.SimpleQueueService.NonExistentQueue"
    ),
    ("SendMessage", "{", "MalformedInput"),
    ("Nonsense", "{}", "UnknownOperation"),
    ("SendMessage", #"{"QueueUrl":"orders"}"#, "MissingParameter"),
    ("ReceiveMessage", #"{"QueueUrl":"orders","MaxNumberOfMessages":"x"}"#, "MalformedInput"),
    ("CreateQueue", #"{"QueueName":"a b"}"#, "InvalidParameterValue"),
    (
      "SendMessage", #"{"QueueUrl":"http://h/111111111111/orders","MessageBody":"a"}"#,
      "AWS.SimpleQueueService.NonExistentQueue"
    ),
  ]

  @Test(arguments: faults)
  func `errors have the names of SQS`(action: String, json: String, error: String) async throws {
    let response = try await answer { try await $0.call(action, json) }

    #expect(response.status == 400)
    #expect(response.headers["x-amzn-query-error"] == "\(error);Sender")
    #expect(response.headers["Content-Type"] == "application/x-amz-json-1.0")
  }

  @Test func `accounts and regions have queues of their own`() async throws {
    try await ServedAccount.withoutCredentials { served in
      try await RawClient.with(served.server) { client in
        for (key, region) in [("111111111111", "us-east-1"), ("AKID", "eu-west-1")] {
          let scope = Self.scope(key, region)
          try await client.call("CreateQueue", #"{"QueueName":"orders"}"#, scope)
          #expect(await client.answer()?.status == 200)
          try await client.call(
            "GetQueueAttributes", #"{"QueueUrl":"orders","AttributeNames":["QueueArn"]}"#, scope)
          let account = key == "AKID" ? "000000000000" : key
          let text = try #require(await client.answer()?.text)
          #expect(text.contains("arn:aws:sqs:\(region):\(account):orders"))
        }
        try await client.call("GetQueueUrl", #"{"QueueName":"orders"}"#)
        #expect(await client.answer()?.status == 400)
      }
    }
  }

  @Test func `a queue is reached through the number of its account`() async throws {
    try await ServedAccount.withoutCredentials { served in
      try await RawClient.with(served.server) { client in
        try await client.call(
          "CreateQueue", #"{"QueueName":"orders"}"#, Self.scope("111111111111", "us-east-1"))
        _ = await client.answer()
        try await client.call(
          "SendMessage", #"{"QueueUrl":"http://h/111111111111/orders","MessageBody":"a"}"#)

        #expect(await client.answer()?.status == 200)
      }
    }
  }

  @Test func `queues are made on request, if the server is told to`() async throws {
    try await ServedAccount.withoutCredentials(makingQueues: true) { served in
      try await RawClient.with(served.server) { client in
        try await client.call(
          "SendMessage",
          #"{"QueueUrl":"new.fifo","MessageBody":"a","MessageGroupId":"g","MessageDeduplicationId":"d"}"#
        )
        #expect(await client.answer()?.status == 200)
        try await client.call("GetQueueUrl", #"{"QueueName":"other"}"#)
        #expect(await client.answer()?.status == 200)
        try await client.call("PurgeQueue", #"{"QueueUrl":"third"}"#)
        #expect(await client.answer()?.status == 400)
      }
    }
  }

  @Test func `the trace of a request goes along with its message`() async throws {
    try await ServedAccount.withoutCredentials { served in
      let queue = try await served.makeQueue("orders")
      try await RawClient.with(served.server) { client in
        try await client.call(
          "SendMessage", #"{"QueueUrl":"orders","MessageBody":"a"}"#,
          "X-Amzn-Trace-Id: Root=1-5759e988-bd862e3fe1be46a994272793\r\n")
        _ = await client.answer()
      }

      let messages = try await served.server.state.double.queues.receive(from: queue)
      #expect(messages.first?.traceHeader == "Root=1-5759e988-bd862e3fe1be46a994272793")
    }
  }

  @Test func `each call is counted with its queue`() async throws {
    try await ServedAccount.withoutCredentials { served in
      _ = try await served.makeQueue("orders")
      try await RawClient.with(served.server) { client in
        try await client.call("SendMessage", #"{"QueueUrl":"orders","MessageBody":"a"}"#)
        _ = await client.answer()
        try await client.call("SendMessage", #"{"QueueUrl":"none","MessageBody":"a"}"#)
        _ = await client.answer()
      }

      let calls = served.server.state.calls.calls
      let good = ServedCall(
        .sqs, "SendMessage", on: "orders", account: "000000000000", region: "us-east-1")
      #expect(calls[good]?.answers[2] == 1)
      #expect(calls.values.reduce(0) { $0 + $1.answers[4] } == 1)
    }
  }

  /// The answer of a server with the queue `orders` and no credentials.
  private func answer(
    _ ask: (RawClient) async throws -> Void
  ) async throws -> HTTPResponse {
    var answer: HTTPResponse?
    try await ServedAccount.withoutCredentials { served in
      _ = try await served.makeQueue("orders")
      answer = try await RawClient.with(served.server) { client in
        try await ask(client)
        return await client.answer()
      }
    }
    return try #require(answer)
  }

  /// A header that says who asks, and where, and is signed by nobody.
  private static func scope(_ key: String, _ region: String) -> String {
    "Authorization: AWS4-HMAC-SHA256 Credential=\(key)/20260101/\(region)/sqs/aws4_request, "
      + "SignedHeaders=host, Signature=0\r\n"
  }
}
