import DovetailServer
import DovetailTransport
import Testing

@Suite struct QueuePagesTests {
  @Test func `a look at messages leaves them as they were`() async throws {
    try await InspectedServer.with { server in
      let account = try await server.account
      let queue = try QueueName("orders")
      try await account.administration.createQueue(queue)
      _ = try await server.json(
        "POST", "queues/orders/messages",
        #"{"body": {"b": 1, "a": "x"}, "delay": "5m", "attributes": {"n": 3}}"#)
      _ = try await server.json("POST", "queues/orders/messages", #"{"body": "now"}"#)

      let page = try await server.json("GET", "queues/orders/messages")
      let messages = page["messages"]?.elements ?? []

      #expect(messages.compactMap { $0["body"]?.string } == ["now", #"{"a":"x","b":1}"#])
      #expect(messages.compactMap { $0["state"]?.string } == ["available", "delayed"])
      #expect(messages.last?["attributes"]?["n"]?["type"]?.string == "Number")
      #expect(messages.allSatisfy { $0["receiveCount"]?.integer == 0 })
      let reference = messages.first?["reference"]?.string ?? ""
      let found = try await server.json("GET", "queues/orders/messages/\(reference)?body=2")
      #expect(found["body"]?.string == "no")
    }
  }

  @Test func `pages follow each other by their tokens`() async throws {
    try await InspectedServer.with { server in
      let account = try await server.account
      try await account.administration.createQueue(QueueName("orders"))
      for body in ["a", "b", "c"] {
        _ = await server.ask("POST", "queues/orders/messages", #"{"body": "\#(body)"}"#)
      }

      let first = try await server.json("GET", "queues/orders/messages?limit=2")
      let next = try #require(first["next"]?.string)
      let second = try await server.json("GET", "queues/orders/messages?limit=2&next=\(next)")

      #expect(first["messages"]?.elements?.count == 2)
      #expect(second["messages"]?[0]?["body"]?.string == "c")
      #expect(second["next"] == nil)
    }
  }

  @Test func `dead letters are listed with their sources, and moved back`() async throws {
    try await withDeadLetter { server in
      let list = try await server.json("GET", "dead-letters")
      #expect(list["queues"]?[0]?["name"]?.string == "orders-dlq")
      #expect(list["queues"]?[0]?["sources"] == .array([.string("orders")]))
      #expect(list["queues"]?[0]?["available"]?.integer == 1)

      let tasks = try await server.json("POST", "queues/orders-dlq/redrive", "{}")

      #expect(tasks["tasks"]?[0]?["status"]?.string != "FAILED")
      let orders = try await server.json("GET", "queues/orders/messages")
      #expect(orders["messages"]?[0]?["body"]?.string == "m")
    }
  }

  @Test func `a purge empties a queue`() async throws {
    try await withDeadLetter { server in
      let page = try await server.json("POST", "queues/orders-dlq/purge")
      #expect(page["available"]?.integer == 0)
    }
  }

  @Test func `the groups of a FIFO queue are shown with their heads`() async throws {
    try await InspectedServer.with { server in
      let account = try await server.account
      let queue = try QueueName("a.fifo")
      try await account.administration.createQueue(queue, QueueAttributes([.fifoQueue: "true"]))
      for (place, group) in ["g", "g", "h"].enumerated() {
        _ = await server.ask(
          "POST", "queues/a.fifo/messages",
          #"{"body": "\#(place)", "group": "\#(group)", "deduplicationId": "\#(place)"}"#)
      }

      let page = try await server.json("GET", "queues/a.fifo/groups?body=whole")

      let groups = page["groups"]?.elements ?? []
      #expect(groups.compactMap { $0["group"]?.string } == ["g", "h"])
      #expect(groups.compactMap { $0["available"]?.integer } == [2, 1])
      #expect(groups.first?["head"]?["body"]?.string == "0")
    }
  }

  @Test(arguments: [
    ("GET", "queues/none", "", 404), ("GET", "queues/a%20b", "", 400),
    ("GET", "queues/orders/messages?limit=0", "", 400),
    ("GET", "queues/orders/messages?state=lost", "", 400),
    ("GET", "queues/orders/messages?next=x", "", 400),
    ("GET", "queues/orders/messages/none", "", 404), ("PUT", "queues/orders/messages", "", 405),
    ("POST", "queues/orders/messages", "", 400), ("POST", "queues/orders/messages", "{", 400),
    ("POST", "queues/orders/messages", #"{"body": "x", "bdoy": 1}"#, 400),
    ("POST", "queues/orders/messages", #"{"body": ""}"#, 400),
    ("POST", "queues/orders/redrive", "{}", 400), ("GET", "queues?account=999999999999", "", 404),
    ("GET", "nothing", "", 404), ("GET", "queues/%zz", "", 400),
    ("GET", "queues/orders/nothing", "", 404), ("DELETE", "health", "", 405),
  ])
  func `what cannot be done is told with a sentence`(
    method: String, path: String, body: String, status: Int
  ) async throws {
    try await InspectedServer.with { server in
      try await server.account.administration.createQueue(QueueName("orders"))
      let answer = await server.ask(method, path, body)
      #expect(answer.status == status)
      #expect(try JSONValue(parsing: Array(answer.text.utf8))["error"]?.string?.isEmpty == false)
    }
  }

  private func withDeadLetter(_ body: (InspectedServer) async throws -> Void) async throws {
    let configure: (inout ServerConfiguration) throws -> Void = { configuration in
      configuration.declarations = try ServerSettings(
        file: Array(
          #"""
          {"queues": {"orders": {"deadLetterQueue": "orders-dlq", "maxReceiveCount": 1},
                      "orders-dlq": {}}}
          """#.utf8), named: "dovetail.json"
      ).declarations
    }
    try await InspectedServer.with(configure) { server in
      let queues = try await server.account.plainQueues
      let orders = try QueueName("orders")
      _ = try await queues.send(OutgoingMessage("m"), to: orders)
      _ = try await queues.receive(from: orders, ReceiveOptions())
      server.clock.advance(by: .seconds(31))
      _ = try await queues.receive(from: orders, ReceiveOptions())
      try await body(server)
    }
  }
}
