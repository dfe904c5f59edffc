import DovetailAWS
import DovetailSQLite
import DovetailServer
import DovetailTransport
import Testing

@Suite struct FaultPagesTests {
  @Test func `a fault strikes from its addition until it is removed`() async throws {
    try await InspectedServer.with { server in
      let account = try await server.account
      let queue = try QueueName("orders")
      try await account.administration.createQueue(queue)
      let added = try await server.json(
        "POST", "faults", #"{"effect": "throttle", "actions": ["SendMessage"], "queue": "orders"}"#)
      let id = try #require(added["id"]?.integer)

      await #expect(throws: TransportError.self) {
        try await account.queues(serving: "SendMessage").send(OutgoingMessage("m"), to: queue)
      }
      let list = try await server.json("GET", "faults")
      #expect(list["faults"]?[0]?["strikes"]?.integer == 1)
      #expect(list["faults"]?[0]?["actions"]?[0]?.string == "SendMessage")
      #expect(list["broken"]?[0]?["place"]?.string == "orders")
      #expect(list["broken"]?[0]?["action"]?.string == "SendMessage")

      _ = await server.ask("DELETE", "faults/\(id)")
      _ = try await account.queues(serving: "SendMessage").send(OutgoingMessage("m"), to: queue)
      #expect(await server.ask("DELETE", "faults/\(id)").status == 404)
    }
  }

  @Test func `there is a limit to faults`() async throws {
    try await InspectedServer.with { server in
      for _ in 0..<100 {
        _ = await server.ask("POST", "faults", #"{"effect": "duplicate"}"#)
      }
      #expect(await server.ask("POST", "faults", #"{"effect": "duplicate"}"#).status == 409)
    }
  }

  /// On a connection that was kept, the client sends the request once more by itself.
  @Test func `an answer that a fault loses closes the connection`() async throws {
    let configure: (inout ServerConfiguration) -> Void = {
      $0.faults = [FaultRule.loseAnswer(.send).times(2)]
    }
    try await ServedAccount.with(configure) { served in
      let queue = try QueueName("orders")
      try await served.client.administration.createQueue(queue)

      let error = await #expect(throws: TransportError.self) {
        try await served.client.queues.send(OutgoingMessage("m"), to: queue)
      }

      #expect(error?.code == .outcomeUnknown)
      let received = try await served.client.queues.receive(from: queue, ReceiveOptions())
      #expect(received.map(\.body) == ["m"])
    }
  }

  @Test func `an answer of S3's that a fault loses closes the connection too`() async throws {
    let configure: (inout ServerConfiguration) -> Void = {
      $0.faults = [FaultRule.loseAnswer(.putBlob).times(2)]
    }
    try await ServedAccount.with(configure) { served in
      let key = BlobKey(bucket: try BucketName("results"), key: "k")
      _ = try await served.server.state.accounts.account(
        "000000000000", region: "us-east-1"
      ).objects.createBucket(key.bucket, CreateBucketOptions())

      let error = await #expect(throws: TransportError.self) {
        try await served.client.blobs.put([1, 2], at: key)
      }

      #expect(error?.code == .outcomeUnknown)
      #expect(try await served.client.blobs.get(key).bytes == [1, 2])
    }
  }
}
