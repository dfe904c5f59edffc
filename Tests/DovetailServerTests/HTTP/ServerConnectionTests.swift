import DovetailSQLite
import DovetailServer
import DovetailTransport
import DovetailWire
import Testing

@Suite(.timeLimit(.minutes(5)))
struct ServerConnectionTests {
  @Test func `requests that come at once are answered in their order`() async throws {
    try await ServedAccount.withoutCredentials { served in
      let queue = try await served.makeQueue("orders")
      try await RawClient.with(served.server) { client in
        try await client.call("ReceiveMessage", #"{"QueueUrl":"orders","WaitTimeSeconds":20}"#)
        try await client.call("GetQueueUrl", #"{"QueueName":"orders"}"#)
        try await served.waitForPolls(1, on: queue)
        served.clock.advance(by: .seconds(20))

        #expect(await client.answer()?.text == "{}")
        #expect(await client.answer()?.text.contains("/orders") == true)
      }
    }
  }

  @Test(arguments: [100, 70_000])
  func `a client that waits to be asked for its body is asked`(bytes: Int) async throws {
    try await ServedAccount.withoutCredentials { served in
      _ = try await served.makeQueue("orders")
      try await RawClient.with(served.server) { client in
        let body = String(repeating: "x", count: bytes)
        let json = #"{"QueueUrl":"orders","MessageBody":"\#(body)"}"#
        try await client.send(
          "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: AmazonSQS.SendMessage\r\n"
            + "Expect: 100-continue\r\nContent-Length: \(json.utf8.count)\r\n\r\n")

        #expect(await client.answer()?.status == 100)
        try await client.send(json)
        #expect(await client.answer()?.status == 200)
      }
    }
  }

  @Test func `a body in chunks is taken`() async throws {
    try await ServedAccount.withoutCredentials { served in
      _ = try await served.makeQueue("orders")
      try await RawClient.with(served.server) { client in
        try await client.send(
          "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: AmazonSQS.GetQueueUrl\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n6\r\n{\"Queu\r\n")
        try await client.send("14\r\neName\":    \"orders\"}\r\n0\r\n\r\n")

        #expect(await client.answer()?.status == 200)
      }
    }
  }

  private static let noRequests: [(bytes: String, status: Int)] = [
    ("nonsense\r\n\r\n", 400),
    ("GET / HTTP/3.0\r\n\r\n", 505),
    ("GET / HTTP/1.1\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
    ("GET relative HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "x", count: 70_000) + "\r\n\r\n", 431),
    ("GET / HTTP/1.1\r\n" + String(repeating: "X: y\r\n", count: 300) + "\r\n", 431),
  ]

  @Test(arguments: noRequests)
  func `what is no request is refused, and the connection ends`(
    bytes: String, status: Int
  ) async throws {
    try await ServedAccount.withoutCredentials { served in
      try await RawClient.with(served.server) { client in
        try await client.send(bytes)

        let answer = await client.answer()
        #expect(answer?.status == status)
        #expect(answer?.headers["Connection"] == "close")
        #expect(await client.isEnded())
      }
    }
  }

  @Test func `chunks that break their rules are told to the one who reads them`() async throws {
    try await ServedAccount.withoutCredentials { served in
      try await RawClient.with(served.server) { client in
        try await client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nX-Amz-Target: AmazonSQS.ListQueues\r\n"
            + "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n")

        let answer = await client.answer()
        #expect(answer?.status == 400)
        #expect(answer?.text.contains("SerializationException") == true)
        #expect(await client.isEnded())
      }
    }
  }

  @Test func `a body too large to be taken in ends the connection after the answer`() async throws {
    try await ServedAccount.withoutCredentials { served in
      try await RawClient.with(served.server) { client in
        try await client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nX-Amz-Target: AmazonSQS.SendMessage\r\n"
            + "Content-Length: 1000000000\r\n\r\n{")

        let answer = await client.answer()
        #expect(answer?.status == 413)
        #expect(answer?.headers["Connection"] == "close")
        #expect(await client.isEnded())
      }
    }
  }

  @Test func `a small body that no one reads is taken in, and the connection lives on`()
    async throws
  {
    try await ServedAccount.withoutCredentials { served in
      try await RawClient.with(served.server) { client in
        let body = String(repeating: "x", count: 100_000)
        try await client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nOrigin: https://evil.test\r\n"
            + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
        try await client.call("ListQueues", "{}")

        #expect(await client.answer()?.status == 403)
        #expect(await client.answer()?.status == 200)
      }
    }
  }

  @Test func `a client that goes away while it waits takes no message`() async throws {
    try await ServedAccount.withoutCredentials { served in
      let queue = try await served.makeQueue("orders")
      try await RawClient.with(served.server) { client in
        try await client.call("ReceiveMessage", #"{"QueueUrl":"orders","WaitTimeSeconds":20}"#)
        try await served.waitForPolls(1, on: queue)
      }
      while try await served.server.state.double.waitingReceives(on: queue) > 0 {
        await Task.yield()
      }

      let queues = served.server.state.double.queues
      _ = try await queues.send(OutgoingMessage("a"), to: queue)
      #expect(try await queues.receive(from: queue).map(\.receiveCount) == [1])
    }
  }

  @Test func `a stop answers receives that wait with no messages`() async throws {
    try await ServedAccount.withoutCredentials { served in
      let queue = try await served.makeQueue("orders")
      try await RawClient.with(served.server) { client in
        try await client.call("ReceiveMessage", #"{"QueueUrl":"orders","WaitTimeSeconds":20}"#)
        try await served.waitForPolls(1, on: queue)
        async let stop: Void = served.server.stop()

        let answer = await client.answer()
        #expect(answer?.status == 200)
        #expect(answer?.text == "{}")
        #expect(answer?.headers["Connection"] == "close")
        await stop
      }
    }
  }

  @Test func `an old client is answered, and the connection ends`() async throws {
    try await ServedAccount.withoutCredentials { served in
      try await RawClient.with(served.server) { client in
        try await client.send("GET /?Action=ListQueues HTTP/1.0\r\n\r\n")

        #expect(await client.answer()?.status == 200)
        #expect(await client.isEnded())
      }
    }
  }

  @Test func `each answer has a date and a request id of its own`() async throws {
    try await ServedAccount.withoutCredentials { served in
      try await RawClient.with(served.server) { client in
        try await client.call("ListQueues", "{}")
        try await client.call("ListQueues", "{}")

        let first = try #require(await client.answer())
        let second = try #require(await client.answer())
        #expect(first.headers["Date"].flatMap(HTTPDate.parse) != nil)
        #expect(first.headers["x-amzn-RequestId"]?.count == 36)
        #expect(first.headers["x-amzn-RequestId"] != second.headers["x-amzn-RequestId"])
      }
    }
  }
}
